using System.Collections.Concurrent;

namespace Sqs.Client;

/// <summary>
/// A connection that operations on many queues share: settings and connections are those of one client, and the URL of each queue is looked up
/// once. Thread-safe; make one for each configured connection and keep it.
/// </summary>
public sealed class SqsConnection : IAsyncDisposable
{
    private const int MostKept = 1000;

    private readonly ConcurrentDictionary<(string Queue, string? Owner), SqsQueue> _queues = new();

    /// <summary>Makes a connection. Nothing is sent before the first operation.</summary>
    /// <param name="settings">Where and as whom.</param>
    /// <exception cref="SqsValidationException">A setting is missing or out of its range, or an access key lacks its id or its secret.</exception>
    public SqsConnection(SqsConnectionSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        Client = new SqsClient(settings.ToClientOptions());
    }

    /// <summary>The client, for what a queue's operations do not cover. It belongs to the connection.</summary>
    public ISqsClient Client { get; }

    /// <summary>Opens a queue. A name costs one GetQueueUrl call the first time, and the permission for it; a URL costs none.</summary>
    /// <param name="nameOrUrl">The name of the queue, or its URL as the service gave it.</param>
    /// <param name="ownerAccountId">The account that owns the queue, 12 digits, when it is named and not the caller's own.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The queue: send, receive, delete and listen with it.</returns>
    /// <exception cref="QueueDoesNotExistException">There is no queue of this name.</exception>
    /// <exception cref="SqsValidationException">It is neither a name nor a URL, or the account is none.</exception>
    public async ValueTask<SqsQueue> OpenQueueAsync(string nameOrUrl, string? ownerAccountId = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(nameOrUrl);
        if (_queues.TryGetValue((nameOrUrl, ownerAccountId), out var known))
        {
            return known;
        }

        var queue = await SqsQueue.OpenAsync(Client, nameOrUrl, new SqsQueueOptions { OwnerAccountId = ownerAccountId }, cancellationToken).ConfigureAwait(false);
        if (_queues.Count < MostKept)
        {
            _ = _queues.TryAdd((nameOrUrl, ownerAccountId), queue);
        }

        return queue;
    }

    /// <summary>Disposes the client and its connections.</summary>
    /// <returns>A task that ends when they are.</returns>
    public ValueTask DisposeAsync() => Client.DisposeAsync();
}
