using Sqs.Client.Signing;

namespace Sqs.Client;

/// <summary>A connection as people configure it once and use it for many operations: where, and as whom.</summary>
public sealed class SqsConnectionSettings
{
    /// <summary>The region, <c>us-east-1</c> for example. Default: as in <see cref="SqsClientOptions.Region"/>.</summary>
    public string? Region { get; set; }

    /// <summary>Where requests go instead of the region's own endpoint. Default: as in <see cref="SqsClientOptions.Endpoint"/>.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The id of an access key; needs <see cref="SecretAccessKey"/>. Default: null, the environment's.</summary>
    public string? AccessKeyId { get; set; }

    /// <summary>The secret of the access key. Default: null.</summary>
    public string? SecretAccessKey { get; set; }

    /// <summary>The token of temporary credentials. Default: null.</summary>
    public string? SessionToken { get; set; }

    /// <summary>Where credentials come from, in place of an access key. Default: null.</summary>
    public ICredentialsSource? Credentials { get; set; }

    internal SqsClientOptions ToClientOptions() => new() { Region = Region, Endpoint = Endpoint, Credentials = Credentials ?? KeySource() };

    private StaticCredentialsSource? KeySource()
    {
        if (AccessKeyId is null && SecretAccessKey is null && SessionToken is null)
        {
            return null;
        }

        if (string.IsNullOrEmpty(AccessKeyId) || string.IsNullOrEmpty(SecretAccessKey))
        {
            throw new SqsValidationException(string.IsNullOrEmpty(AccessKeyId) ? nameof(AccessKeyId) : nameof(SecretAccessKey), "is missing: an access key is an id and a secret");
        }

        return new StaticCredentialsSource(new AwsCredentials(AccessKeyId, SecretAccessKey, SessionToken));
    }
}
