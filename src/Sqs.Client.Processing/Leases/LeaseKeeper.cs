using Microsoft.Extensions.Logging;

namespace Sqs.Client.Processing;

/// <summary>Holds the received messages of one queue: extends their visibility in batches, settles them, and tells when one is lost.</summary>
internal sealed class LeaseKeeper : IAsyncDisposable
{
    public LeaseKeeper(ISqsClient client, SqsQueue queue, LeaseSettings settings, ILoggerFactory? loggers) => throw new NotImplementedException();

    /// <summary>How many messages are held.</summary>
    public int Held => throw new NotImplementedException();

    /// <summary>Takes the messages of a poll, in received order.</summary>
    public IReadOnlyList<Delivery> Take(IReadOnlyList<Message> messages, TimeSpan pollStarted, TimeSpan pollEnded) => throw new NotImplementedException();

    /// <summary>Makes held messages visible at once, in batches, on FIFO queues the last one first. Never fails: what cannot be released becomes visible by itself.</summary>
    public Task ReleaseAsync(IReadOnlyList<Delivery> deliveries, string cause, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Ends the loop: nothing is extended any more; what is being settled is waited for, until the token gives that up. What is still held is lost.</summary>
    public Task StopAsync(CancellationToken abort) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
