namespace Sqs.Client.Signing;

/// <summary>One snapshot of AWS credentials. Immutable, so that a key, its secret and its token always belong together.</summary>
/// <remarks>Its text form shows the access key id only.</remarks>
public sealed class AwsCredentials
{
    private AwsCredentials()
    {
        AccessKeyId = "";
        SecretAccessKey = "";
    }

    /// <summary>Makes a snapshot.</summary>
    /// <param name="accessKeyId">The access key id: printable ASCII without blanks and commas.</param>
    /// <param name="secretAccessKey">The secret access key: printable ASCII without blanks.</param>
    /// <param name="sessionToken">The session token of temporary credentials: printable ASCII without blanks; null for long-term ones.</param>
    /// <param name="expiration">When the credentials stop being accepted; null when they do not, or when it is not known.</param>
    /// <exception cref="ArgumentException">
    /// A value is empty or holds a character that it cannot have, such as a line break read from a file. The value is not repeated in the message.
    /// </exception>
    public AwsCredentials(string accessKeyId, string secretAccessKey, string? sessionToken = null, DateTimeOffset? expiration = null)
    {
        Check(accessKeyId, nameof(accessKeyId));
        Check(secretAccessKey, nameof(secretAccessKey));
        if (sessionToken is not null)
        {
            Check(sessionToken, nameof(sessionToken));
        }

        // It delimits the parameters of the Authorization header.
        if (accessKeyId.Contains(',', StringComparison.Ordinal))
        {
            throw new ArgumentException("An access key id has no comma.", nameof(accessKeyId));
        }

        AccessKeyId = accessKeyId;
        SecretAccessKey = secretAccessKey;
        SessionToken = sessionToken;
        Expiration = expiration;
    }

    /// <summary>No credentials: requests made with it go unsigned, as queues open to everyone allow.</summary>
    public static AwsCredentials Anonymous { get; } = new();

    /// <summary>Whether requests made with these credentials go unsigned.</summary>
    public bool IsAnonymous => AccessKeyId.Length == 0;

    /// <summary>The access key id; empty for anonymous credentials.</summary>
    public string AccessKeyId { get; }

    /// <summary>The secret access key; empty for anonymous credentials.</summary>
    public string SecretAccessKey { get; }

    /// <summary>The session token of temporary credentials, or null.</summary>
    public string? SessionToken { get; }

    /// <summary>When the credentials stop being accepted, or null when they do not or it is not known.</summary>
    public DateTimeOffset? Expiration { get; }

    /// <summary>The access key id, which is no secret.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => IsAnonymous ? "Anonymous" : AccessKeyId;

    private static void Check(string value, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, parameter);
        if (value.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            throw new ArgumentException(
                "The value holds a blank, a line break, a control character or a character outside ASCII.", parameter);
        }
    }
}
