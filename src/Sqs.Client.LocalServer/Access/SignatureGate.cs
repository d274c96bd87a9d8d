using System.Globalization;
using Sqs.Client.LocalServer.Wire;
using Sqs.Client.Signing;

namespace Sqs.Client.LocalServer.Access;

/// <summary>
/// Lets requests in and says whose they are. A signed one needs a known key with its token, a region and the service SQS in its scope, a
/// clock within 15 minutes (or a presigned URL within its lifetime), and a signature that fits what was received. Where signatures
/// are not verified, whatever the request says of itself is believed, and a stranger counts as the root of the server's own account.
/// </summary>
internal sealed class SignatureGate(AccessKeys keys, LocalSqsOptions options)
{
    private const string Service = "sqs";

    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(15);

    private readonly string _account = options.AccountId;
    private readonly string _region = options.Region;
    private readonly string[] _regions = [.. options.Regions];
    private readonly bool _verifies = options.VerifySignatures;
    private readonly TimeProvider _time = options.TimeProvider;

    /// <summary>Who sends, and to which region; throws the service's complaint about the first thing that is wrong.</summary>
    /// <param name="received">The request as it came.</param>
    /// <param name="address">The address of the caller.</param>
    public Admission Admit(ReceivedRequest received, string address)
    {
        var claim = SigV4Verifier.Read(Signed(received));
        if (!_verifies)
        {
            return Believe(claim, received.Host);
        }

        return claim.Kind switch
        {
            SigV4ClaimKind.None => new Admission(Caller.Anonymous(address), AwsNames.RegionOfHost(received.Host) ?? _region),
            SigV4ClaimKind.Malformed when IsOfScope(claim.Problem) => throw AccessErrors.SignatureDoesNotMatch(claim.Problem!),
            SigV4ClaimKind.Malformed => throw AccessErrors.IncompleteSignature(claim.Problem ?? "The signature could not be read."),
            _ => new Admission(Check(claim, received.Host), claim.Scope.Region),
        };
    }

    private SigV4Request Signed(ReceivedRequest received) => new()
    {
        Method = received.Method,
        Host = received.Host,
        Path = received.Path,
        Query = received.Query,
        Headers = received.Headers,
        PayloadHash = _verifies ? SigV4Request.HashPayload(received.Body.Span) : "", // nobody compares it
    };

    /// <summary>AWS calls a scope that contradicts the request a wrong signature, not an incomplete one.</summary>
    private static bool IsOfScope(string? problem) =>
        problem is not null && (problem.StartsWith("Date in Credential scope", StringComparison.Ordinal) || problem.StartsWith("Credential should be scoped", StringComparison.Ordinal));

    private Admission Believe(SigV4Claim claim, string host)
    {
        var isSigned = claim.Kind is not (SigV4ClaimKind.None or SigV4ClaimKind.Malformed);
        var caller = isSigned && keys.Find(claim.AccessKeyId) is var (_, known) ? known : Caller.Root(_account);
        return new Admission(caller, isSigned && AwsNames.IsRegion(claim.Scope.Region) ? claim.Scope.Region : AwsNames.RegionOfHost(host) ?? _region);
    }

    private Caller Check(SigV4Claim claim, string host)
    {
        if (keys.Find(claim.AccessKeyId) is not var (key, caller) || !string.Equals(key.SessionToken ?? "", claim.SessionToken ?? "", StringComparison.Ordinal))
        {
            throw AccessErrors.InvalidClientTokenId();
        }

        CheckScope(claim.Scope, host);
        var now = _time.GetUtcNow();
        CheckTime(claim, now);
        if (!claim.Matches(key.SecretAccessKey))
        {
            throw AccessErrors.SignatureDoesNotMatch(
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\n"
                + $"The Canonical String for this request should have been\n'{claim.CanonicalRequest()}'\n\nThe String-to-Sign should have been\n'{claim.StringToSign()}'\n");
        }

        return now >= key.Expiration ? throw AccessErrors.ExpiredToken() : caller;
    }

    /// <summary>The region has to be one that the server plays, and the one in the host name where that names one.</summary>
    private void CheckScope(SigningScope scope, string host)
    {
        var isRegion = AwsNames.IsRegion(scope.Region)
            && (_regions.Length == 0 || _regions.Contains(scope.Region, StringComparer.Ordinal))
            && (AwsNames.RegionOfHost(host) is not { } ofHost || string.Equals(ofHost, scope.Region, StringComparison.Ordinal));
        if (!isRegion)
        {
            throw AccessErrors.SignatureDoesNotMatch($"Credential should be scoped to a valid region, not '{scope.Region}'.");
        }

        if (!string.Equals(scope.Service, Service, StringComparison.Ordinal))
        {
            throw AccessErrors.SignatureDoesNotMatch($"Credential should be scoped to correct service: '{Service}'.");
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
