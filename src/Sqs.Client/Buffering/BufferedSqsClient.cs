using Sqs.Client.Buffering;

namespace Sqs.Client;

/// <summary>
/// A client that gathers single sends, deletes and changes of visibility into batches, and serves receives from polls that fetch ten
/// messages at a time. It has the interface of the plain client: every call completes with its own outcome, and a success is one that the
/// service acknowledged. Everything else goes straight to the inner client.
/// </summary>
public sealed class BufferedSqsClient : DelegatingSqsClient
{
    private readonly QueueBufferSettings _settings;

    /// <summary>Puts buffers before a client.</summary>
    /// <param name="inner">The client that does the work.</param>
    /// <param name="options">How calls are gathered; null for the defaults.</param>
    /// <exception cref="SqsValidationException">An option is out of its range; the exception names it.</exception>
    public BufferedSqsClient(ISqsClient inner, QueueBufferOptions? options = null)
        : base(inner) => _settings = QueueBufferSettings.Freeze(options ?? new QueueBufferOptions());

    /// <summary>Lets a message group take calls again after a failure, in <see cref="FifoBufferMode.NoGap"/>.</summary>
    /// <param name="queueUrl">The queue.</param>
    /// <param name="messageGroupId">The group.</param>
    /// <returns>True when the group was paused.</returns>
    public bool ResumeGroup(string queueUrl, string messageGroupId) => _settings.FifoMode is FifoBufferMode.NoGap && queueUrl.Length + messageGroupId.Length < 0;
}
