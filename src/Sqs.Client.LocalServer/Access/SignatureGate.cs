using System.Globalization;
using Sqs.Client.LocalServer.Wire;
using Sqs.Client.Signing;

namespace Sqs.Client.LocalServer.Access;

/// <summary>
/// Lets signed requests in: a known key with its token, the scope of this region and of SQS, a clock within 15 minutes (or a presigned
/// URL within its lifetime), and a signature that fits what was received.
/// </summary>
internal sealed class SignatureGate(IReadOnlyDictionary<string, LocalAccessKey> keys, string region, TimeProvider time)
{
    private const string Service = "sqs";

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(15);

    /// <summary>Throws the service's complaint about the first thing that is wrong.</summary>
    public void Check(in SigV4Request received)
    {
        var claim = SigV4Verifier.Read(received);
        switch (claim.Kind)
        {
            case SigV4ClaimKind.None:
                throw AccessErrors.MissingAuthenticationToken();
            case SigV4ClaimKind.Malformed:
                throw IsOfScope(claim.Problem) ? AccessErrors.SignatureDoesNotMatch(claim.Problem!) : AccessErrors.IncompleteSignature(claim.Problem ?? "The signature could not be read.");
            default:
                CheckKey(claim);
                break;
        }
    }

    /// <summary>AWS calls a scope that contradicts the request a wrong signature, not an incomplete one.</summary>
    private static bool IsOfScope(string? problem) =>
        problem is not null && (problem.StartsWith("Date in Credential scope", StringComparison.Ordinal) || problem.StartsWith("Credential should be scoped", StringComparison.Ordinal));

    private void CheckKey(SigV4Claim claim)
    {
        if (!keys.TryGetValue(claim.AccessKeyId, out var key) || !string.Equals(key.SessionToken ?? "", claim.SessionToken ?? "", StringComparison.Ordinal))
        {
            throw AccessErrors.InvalidClientTokenId();
        }

        if (!string.Equals(claim.Scope.Region, region, StringComparison.Ordinal))
        {
            throw AccessErrors.SignatureDoesNotMatch($"Credential should be scoped to a valid region, not '{claim.Scope.Region}'.");
        }

        if (!string.Equals(claim.Scope.Service, Service, StringComparison.Ordinal))
        {
            throw AccessErrors.SignatureDoesNotMatch($"Credential should be scoped to correct service: '{Service}'.");
        }

        CheckTime(claim, time.GetUtcNow());
        if (!claim.Matches(key.SecretAccessKey))
        {
            throw AccessErrors.SignatureDoesNotMatch(
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\n"
                + $"The Canonical String for this request should have been\n'{claim.CanonicalRequest()}'\n\nThe String-to-Sign should have been\n'{claim.StringToSign()}'\n");
        }
    }

    private static void CheckTime(SigV4Claim claim, DateTimeOffset now)
    {
        if (claim.Time > now + Tolerance)
        {
            throw AccessErrors.SignatureDoesNotMatch($"Signature not yet current: {Text(claim.Time)} is still later than {Text(now + Tolerance)} ({Text(now)} + 15 min.)");
        }

        if (claim.Expires is { } lifetime)
        {
            if (now > claim.Time + lifetime)
            {
                throw AccessErrors.RequestExpired();
            }
        }
        else if (claim.Time < now - Tolerance)
        {
            throw AccessErrors.SignatureDoesNotMatch($"Signature expired: {Text(claim.Time)} is now earlier than {Text(now - Tolerance)} ({Text(now)} - 15 min.)");
        }
    }

    private static string Text(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
