using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Sqs.Client.Aws.Profiles;
using Sqs.Client.Signing;

namespace Sqs.Client.Aws.Services;

/// <summary>A role to assume.</summary>
/// <param name="Arn">The role.</param>
/// <param name="SessionName">The name of the session; null for one made up.</param>
/// <param name="ExternalId">What the owner of the role asks for; null for nothing.</param>
/// <param name="Duration">How long the session lasts, in seconds; null for the service's default.</param>
internal sealed record Role(string Arn, string? SessionName, string? ExternalId = null, int? Duration = null);

/// <summary>
/// Roles, assumed with AWS STS.
/// <see href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html">Assume role credential provider</see>.
/// </summary>
internal sealed class SecurityTokens(Surroundings surroundings)
{
    private const string Service = "AWS STS";

    // Where nothing names a region: the SDK's own choice.
    private const string DefaultRegion = "us-east-1";

    public async ValueTask<AwsCredentials> AssumeRoleAsync(AwsCredentials source, Role role, Profile profile, CancellationToken cancellationToken)
    {
        var place = await PlaceAsync(profile, cancellationToken).ConfigureAwait(false);
        AWSCredentials keys = source.SessionToken is { } token
            ? new SessionAWSCredentials(source.AccessKeyId, source.SecretAccessKey, token)
            : new BasicAWSCredentials(source.AccessKeyId, source.SecretAccessKey);
        try
        {
            using var client = new AmazonSecurityTokenServiceClient(keys, place.Configure(new AmazonSecurityTokenServiceConfig()));
            var request = new AssumeRoleRequest { RoleArn = role.Arn, RoleSessionName = SessionName(role), ExternalId = role.ExternalId, DurationSeconds = role.Duration };
            var answer = await client.AssumeRoleAsync(request, cancellationToken).ConfigureAwait(false);
            return Snapshot(answer.Credentials, Name(place, role));
        }
        catch (Exception exception) when (exception is not CredentialsUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            throw ServiceFailure.Of(Name(place, role), exception, source.SecretAccessKey, source.SessionToken);
        }
    }

    public async ValueTask<AwsCredentials> AssumeRoleWithWebIdentityAsync(string tokenFile, string named, Role role, Profile? profile, CancellationToken cancellationToken)
    {
        var token = await SecretFile.ReadAsync(tokenFile, named, cancellationToken).ConfigureAwait(false);
        var place = await PlaceAsync(profile, cancellationToken).ConfigureAwait(false);
        try
        {
            using var client = new AmazonSecurityTokenServiceClient(new AnonymousAWSCredentials(), place.Configure(new AmazonSecurityTokenServiceConfig()));
            var request = new AssumeRoleWithWebIdentityRequest { RoleArn = role.Arn, RoleSessionName = SessionName(role), WebIdentityToken = token.Trim(), DurationSeconds = role.Duration };
            var answer = await client.AssumeRoleWithWebIdentityAsync(request, cancellationToken).ConfigureAwait(false);
            return Snapshot(answer.Credentials, Name(place, role));
        }
        catch (Exception exception) when (exception is not CredentialsUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            throw ServiceFailure.Of(Name(place, role), exception, token, token.Trim());
        }
    }

    private static string Name(ServicePlace place, Role role) => $"{place.Describe(Service)}, asked for the role {role.Arn},";

    private static AwsCredentials Snapshot(Credentials? given, string place) => given is null
        ? throw new CredentialsUnavailableException($"{place} gave no credentials")
        : CredentialsDocument.Make(
            place,
            ("AccessKeyId", given.AccessKeyId),
            ("SecretAccessKey", given.SecretAccessKey),
            ("SessionToken", given.SessionToken),
            given.Expiration is { } expiration ? new DateTimeOffset(expiration.ToUniversalTime()) : null);

    private async ValueTask<ServicePlace> PlaceAsync(Profile? profile, CancellationToken cancellationToken) => await ServicePlace
        .FindAsync(surroundings, surroundings.Region ?? profile?["region"] ?? DefaultRegion, "sts", profile, cancellationToken)
        .ConfigureAwait(false);

    private string SessionName(Role role) => role.SessionName ?? $"sqs-client-{surroundings.Time.GetUtcNow().ToUnixTimeSeconds()}";
}
