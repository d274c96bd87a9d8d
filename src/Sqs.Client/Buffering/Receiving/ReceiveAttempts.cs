namespace Sqs.Client.Buffering;

/// <summary>
/// The ids of polls on a FIFO queue. A poll whose answer was lost is repeated with its id, so that the service gives its messages again
/// instead of hiding them until their visibility timeout; after any other end the id is spent.
/// </summary>
/// <remarks>Source: ReceiveRequestAttemptId of ReceiveMessage in the Amazon SQS API Reference; an id holds for 5 minutes.</remarks>
internal sealed class ReceiveAttempts(bool isFifo)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private ReceiveAttemptId? _lost;

    /// <summary>The id for the next poll: that of a lost one, with its number of messages, or a new one; null on standard queues.</summary>
    public ReceiveAttemptId? Next(int asked, TimeSpan now)
    {
        var lost = _lost;
        _lost = null;
        return lost is not null && now - lost.FirstUsed < Lifetime ? lost : isFifo ? new ReceiveAttemptId(Guid.NewGuid().ToString("N"), asked, now) : null;
    }

    public void Ended(ReceivePoll poll, Exception error) => _lost = IsLost(error) ? poll.Attempt : null;

    private static bool IsLost(Exception error) => error switch
    {
        SqsThrottledException => false,
        SqsConnectionException or SqsTimeoutException or SqsResponseException => true,
        SqsException sqs => sqs.OutcomeUnknown,
        _ => false,
    };
}
