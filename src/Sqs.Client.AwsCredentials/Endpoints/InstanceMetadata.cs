using System.Net;
using Sqs.Client.Aws.Profiles;
using Sqs.Client.Signing;

namespace Sqs.Client.Aws.Endpoints;

/// <summary>
/// The metadata service of an Amazon EC2 instance, in its second version only: each look begins with a session token.
/// <see href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-imds-credentials.html">IMDS credential provider</see>.
/// </summary>
internal sealed class InstanceMetadata(Surroundings surroundings, EndpointCall call)
{
    private const string Roles = "latest/meta-data/iam/security-credentials/";
    private static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(2);

    // While the service has trouble renewing them it goes on giving the old ones, and AWS goes on accepting those.
    private static readonly TimeSpan Extension = TimeSpan.FromMinutes(10);

    public async ValueTask<Finding> FindAsync(CancellationToken cancellationToken)
    {
        if (IsDisabled)
        {
            return Finding.Absent("AWS_EC2_METADATA_DISABLED is true");
        }

        var endpoint = await EndpointAsync(cancellationToken).ConfigureAwait(false);
        var token = await TokenAsync(endpoint, cancellationToken).ConfigureAwait(false);
        var roles = await GetAsync(endpoint, Roles, token, cancellationToken).ConfigureAwait(false);
        var role = roles.Status == HttpStatusCode.NotFound ? "" : roles.Require().Split('\n')[0].Trim();
        if (role.Length == 0)
        {
            throw new CredentialsUnavailableException($"{roles.Place} names no role: the instance has none");
        }

        var answer = await GetAsync(endpoint, Roles + Uri.EscapeDataString(role), token, cancellationToken).ConfigureAwait(false);
        return Finding.Of(Extended(CredentialsDocument.Read(answer.Require(), answer.Place, "Token")));
    }

    /// <summary>The region that the instance runs in; null where there is no instance.</summary>
    public async ValueTask<string?> FindRegionAsync(CancellationToken cancellationToken)
    {
        if (IsDisabled)
        {
            return null;
        }

        var endpoint = await EndpointAsync(cancellationToken).ConfigureAwait(false);
        string token;
        try
        {
            token = await TokenAsync(endpoint, cancellationToken).ConfigureAwait(false);
        }
        catch (CredentialsUnavailableException)
        {
            return null; // no metadata service, so no instance: the same as no region
        }

        var answer = await GetAsync(endpoint, "latest/meta-data/placement/region", token, cancellationToken).ConfigureAwait(false);
        return answer.IsSuccess && answer.Text.Trim() is { Length: > 0 } region ? region : null;
    }

    private bool IsDisabled => string.Equals(surroundings["AWS_EC2_METADATA_DISABLED"], "true", StringComparison.OrdinalIgnoreCase);

    private async ValueTask<Uri> EndpointAsync(CancellationToken cancellationToken)
    {
        const string Endpoint = "AWS_EC2_METADATA_SERVICE_ENDPOINT";
        Profile? profile = null;
        if (surroundings[Endpoint] is not { } given)
        {
            profile = await surroundings.OpenProfiles().FindAsync(surroundings.ProfileName, cancellationToken).ConfigureAwait(false);
            given = profile?["ec2_metadata_service_endpoint"];
        }

        if (given is null)
        {
            var mode = surroundings[Endpoint + "_MODE"] ?? profile?["ec2_metadata_service_endpoint_mode"];
            return new Uri(string.Equals(mode, "IPv6", StringComparison.OrdinalIgnoreCase) ? "http://[fd00:ec2::254]/" : "http://169.254.169.254/");
        }

        return Uri.TryCreate(given.TrimEnd('/') + "/", UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
            ? uri
            : throw new CredentialsUnavailableException($"{Endpoint} is no http or https URL");
    }

    private async ValueTask<string> TokenAsync(Uri endpoint, CancellationToken cancellationToken)
    {
        var uri = new Uri(endpoint, "latest/api/token");
        var answer = await call.SendAsync(
            () =>
            {
                var request = new EndpointRequest(HttpMethod.Put, uri);
                request.Headers.Add("x-aws-ec2-metadata-token-ttl-seconds", "21600");
                return request;
            },
            AttemptTimeout,
            attempts: 1,
            cancellationToken).ConfigureAwait(false);
        return answer.Require().Trim();
    }

    private ValueTask<EndpointAnswer> GetAsync(Uri endpoint, string path, string token, CancellationToken cancellationToken)
    {
        var uri = new Uri(endpoint, path);
        return call.SendAsync(
            () =>
            {
                var request = new EndpointRequest(HttpMethod.Get, uri);
                _ = request.Headers.TryAddWithoutValidation("x-aws-ec2-metadata-token", token);
                return request;
            },
            AttemptTimeout,
            attempts: 3,
            cancellationToken);
    }

    private AwsCredentials Extended(AwsCredentials credentials) =>
        credentials.Expiration is { } expiration && expiration <= surroundings.Time.GetUtcNow()
            ? new AwsCredentials(credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken, surroundings.Time.GetUtcNow() + Extension)
            : credentials;
}
