using Sqs.Client.LocalServer.Inspection;
using Sqs.Client.LocalServer.Queues;

namespace Sqs.Client.LocalServer;

/// <summary>A queue of a <see cref="LocalSqs"/>, seen from inside: looking at it receives nothing and changes nothing. Every property is of this moment.</summary>
public sealed class LocalQueue
{
    private readonly MessageQueue _queue;
    private readonly LocalSqs _server;

    internal LocalQueue(MessageQueue queue, LocalSqs server)
    {
        _queue = queue;
        _server = server;
    }

    /// <summary>The name.</summary>
    public string Name => _queue.Identity.Name;

    /// <summary>The ARN.</summary>
    public string Arn => _queue.Identity.Arn;

    /// <summary>The URL under the server's own endpoint.</summary>
    /// <exception cref="InvalidOperationException">The server has not started.</exception>
    public string Url => new Uri(_server.Endpoint, $"/{AccountId}/{Name}").AbsoluteUri;

    /// <summary>The region.</summary>
    public string Region => _queue.Identity.Region;

    /// <summary>The account that owns it.</summary>
    public string AccountId => _queue.Identity.AccountId;

    /// <summary>The attributes by their names on the wire, as GetQueueAttributes answers <c>All</c>.</summary>
    public IReadOnlyDictionary<string, string> Attributes => QueueReadings.All(_queue);

    /// <summary>The tags.</summary>
    public IReadOnlyDictionary<string, string> Tags => QueueReadings.Tags(_queue);

    /// <summary>How many messages lie in it, by state.</summary>
    public LocalMessageCounts Counts
    {
        get
        {
            var (visible, inFlight, delayed) = _queue.Count();
            return new LocalMessageCounts(visible, inFlight, delayed);
        }
    }

    /// <summary>What was done with messages since the queue was created.</summary>
    public LocalQueueTotals Totals => _queue.Tally.Totals;

    /// <summary>How many long polls wait for a message.</summary>
    public int WaitingReceives => _queue.Waiting;

    /// <summary>The messages that lie in it, oldest first. Copies all of them: meant for tests.</summary>
    /// <returns>The messages.</returns>
    public IReadOnlyList<LocalMessage> GetMessages() => _queue.Snapshot(LocalMessage.Of);

    /// <summary>Whether a text names this queue: its ARN, or for those at home in a region its URL, or for those at home in an account its name.</summary>
    internal bool IsNamed(string text, string region, string accountId) =>
        string.Equals(text, Arn, StringComparison.Ordinal)
        || (string.Equals(Region, region, StringComparison.Ordinal)
            && (text.EndsWith($"/{AccountId}/{Name}", StringComparison.Ordinal)
                || (string.Equals(AccountId, accountId, StringComparison.Ordinal) && string.Equals(text, Name, StringComparison.Ordinal))));

    /// <summary>Shows the ARN.</summary>
    /// <returns>The ARN.</returns>
    public override string ToString() => Arn;
}
