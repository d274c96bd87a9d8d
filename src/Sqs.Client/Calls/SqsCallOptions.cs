using System.Text;
using Sqs.Client.Signing;

namespace Sqs.Client;

/// <summary>Options for a single call, which override those of the client.</summary>
public sealed record SqsCallOptions
{
    /// <summary>The longest that the whole call may take, all attempts and pauses included. Default: the client's <c>CallTimeout</c>.</summary>
    /// <remarks>For ReceiveMessage the wait at the server (up to 20 s) is added.</remarks>
    public TimeSpan? CallTimeout { get; init; }

    /// <summary>The longest that one attempt may take, headers and body. Default: the client's <c>AttemptTimeout</c>.</summary>
    /// <remarks>For ReceiveMessage the wait at the server (up to 20 s) is added.</remarks>
    public TimeSpan? AttemptTimeout { get; init; }

    /// <summary>True makes this call fail at the first failed attempt. Default: false.</summary>
    public bool DisableRetries { get; init; }

    /// <summary>Credentials for this call. Default: those of the client's source.</summary>
    public AwsCredentials? Credentials { get; init; }

    /// <summary>Headers to send and sign beside the client's own. Names that the client sets itself are refused.</summary>
    public IReadOnlyDictionary<string, string> Headers
    {
        get;
        init => field = Given.NotNull(value);
    } = EmptyDictionary<string, string>.Value;

    /// <summary>
    /// True sends the request as a GET with everything in the URL. Default: false (POST). The HTTP stack resends a GET by itself on a
    /// connection that died, so a message may be stored twice; URLs are limited to some thousand bytes by what lies between. Of the Query
    /// protocol alone: a client that speaks JSON refuses it with an <see cref="SqsValidationException"/>.
    /// </summary>
    public bool UseGet { get; init; }

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("CallTimeout = ").Append(CallTimeout).Append(", AttemptTimeout = ").Append(AttemptTimeout)
            .Append(", DisableRetries = ").Append(DisableRetries).Append(", UseGet = ").Append(UseGet)
            .Append(", Headers = ").Append(Headers.Count);
        return true;
    }
}
