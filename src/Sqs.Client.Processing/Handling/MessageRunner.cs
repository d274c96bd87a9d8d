using Microsoft.Extensions.Logging;

namespace Sqs.Client.Processing;

/// <summary>Runs handlers on messages and settles the messages by what came of it.</summary>
/// <param name="client">Sends to the dead-letter queue.</param>
/// <param name="queue">The queue.</param>
/// <param name="settings">How.</param>
/// <param name="handler">The handler; it has to end when its token is cancelled.</param>
/// <param name="loggers">Where it is told.</param>
internal sealed class MessageRunner(ISqsClient client, SqsQueue queue, RunSettings settings, Func<Delivery, CancellationToken, Task> handler, ILoggerFactory? loggers)
{
    /// <summary>How many handlers run.</summary>
    public int Running => throw new NotImplementedException($"{client} {queue} {settings} {handler} {loggers}");

    /// <summary>How long the oldest of them has been running; null when none runs.</summary>
    public TimeSpan? OldestRun => throw new NotImplementedException();

    /// <summary>Handles one message. Never fails; ends when the handler has ended and the message is settled.</summary>
    public Task RunAsync(Delivery delivery) => throw new NotImplementedException();

    /// <summary>Cancels the tokens of all handlers, now and to come: their messages are released if they end by it.</summary>
    public void CancelAll() => throw new NotImplementedException();
}
