namespace Sqs.Client.Processing;

/// <summary>
/// The polls of a FIFO queue whose answer was lost. Such a poll is made again with its id and its number of messages, so that the service gives its messages
/// again instead of hiding them until their visibility timeout; it keeps what it took of the capacity. After any other end the id is spent.
/// </summary>
/// <remarks>Source: ReceiveRequestAttemptId of ReceiveMessage in the Amazon SQS API Reference; an id holds for 5 minutes.</remarks>
internal sealed class PollAttempts
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly List<ReceptionPoll> _lost = [];

    /// <summary>How many messages they ask for that have no place.</summary>
    public int Extra => _lost.Sum(poll => poll.Grant.Extra);

    /// <summary>Keeps a poll to be made again; false when there is nothing to be had by that.</summary>
    public bool Keep(ReceptionPoll poll, Exception error)
    {
        var isKept = poll.AttemptId is not null && IsLost(error);
        if (isKept)
        {
            _lost.Add(poll);
        }

        return isKept;
    }

    /// <summary>A poll to be made again; null when there is none.</summary>
    public ReceptionPoll? Next()
    {
        var poll = _lost.FirstOrDefault();
        _ = poll is not null && _lost.Remove(poll);
        return poll;
    }

    /// <summary>Takes out those whose id does not hold any more.</summary>
    public IReadOnlyList<ReceptionPoll> TakeExpired(TimeSpan now)
    {
        var expired = _lost.FindAll(poll => now - poll.FirstStartedAt >= Lifetime);
        _ = _lost.RemoveAll(expired.Contains);
        return expired;
    }

    public IReadOnlyList<ReceptionPoll> TakeAll()
    {
        List<ReceptionPoll> all = [.. _lost];
        _lost.Clear();
        return all;
    }

    private static bool IsLost(Exception error) => error switch
    {
        SqsThrottledException => false,
        SqsConnectionException or SqsTimeoutException or SqsResponseException => true,
        SqsException sqs => sqs.OutcomeUnknown,
        _ => false,
    };
}
