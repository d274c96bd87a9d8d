using Microsoft.Extensions.Logging;

namespace Sqs.Client.Processing;

/// <summary>Fetches the messages of one queue and starts them: polls, what was fetched, message groups. One loop owns all of it.</summary>
/// <param name="client">The client that polls.</param>
/// <param name="queue">The queue.</param>
/// <param name="settings">How messages are fetched.</param>
/// <param name="keeper">Holds what was fetched.</param>
/// <param name="capacity">What may be worked on at once.</param>
/// <param name="weight">The weight in that capacity.</param>
/// <param name="start">Starts the work on a message, without blocking; its task ends when the message is settled and the work has ended.</param>
/// <param name="loggers">Where it is told.</param>
internal sealed class Reception(
    ISqsClient client,
    SqsQueue queue,
    ReceptionSettings settings,
    LeaseKeeper keeper,
    SharedCapacity capacity,
    int weight,
    Func<Delivery, Task> start,
    ILoggerFactory? loggers)
{
    public ReceptionStatus Status => throw new NotImplementedException($"{client} {queue} {settings} {keeper} {capacity} {weight} {start} {loggers}");

    public void Start() => throw new NotImplementedException();

    /// <summary>No new polls; running ones are given their drain time, what was fetched and not started is released. Ends when that is done.</summary>
    public Task PauseAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    public Task ResumeAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>As a pause, for good. When it has ended nothing is started any more; what is being worked on is not waited for. The token cuts the drain short.</summary>
    public Task StopAsync(CancellationToken abort) => throw new NotImplementedException();

    /// <summary>Ends when nothing is being worked on any more; to be asked after the stop.</summary>
    public Task WhenIdleAsync() => throw new NotImplementedException();
}
