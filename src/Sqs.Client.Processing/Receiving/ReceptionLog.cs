using Microsoft.Extensions.Logging;

namespace Sqs.Client.Processing;

/// <summary>What receiving tells the log; event ids 2050-2099. No body, handle, secret or token is ever an argument.</summary>
internal sealed partial class ReceptionLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(2050, LogLevel.Warning, "{Queue}: {Failures} polls failed one after the other, the last with {Error}; polling goes on")]
    public partial void PollsFail(string queue, int failures, string error, Exception exception);

    [LoggerMessage(2051, LogLevel.Information, "{Queue}: polls work again after {Failures} failures")]
    public partial void PollsWorkAgain(string queue, int failures);

    [LoggerMessage(2052, LogLevel.Warning, "{Queue}: {Count} messages came damaged; they are not worked on")]
    public partial void Damaged(string queue, int count);

    [LoggerMessage(2053, LogLevel.Debug, "{Queue}: {Count} messages are released ({Cause})")]
    public partial void Releasing(string queue, int count, string cause);

    [LoggerMessage(2054, LogLevel.Warning, "{Queue}: a release failed; its messages become visible by themselves")]
    public partial void ReleaseFailed(string queue, Exception exception);

    [LoggerMessage(2055, LogLevel.Error, "{Queue}: the work on message {MessageId} failed outside its handler; the message is given back")]
    public partial void WorkFailed(string queue, string messageId, Exception exception);

    [LoggerMessage(2056, LogLevel.Error, "{Queue}: receiving failed unexpectedly ({Restarts} times so far) and is started anew; what is being worked on is not affected")]
    public partial void Restarting(string queue, int restarts, Exception exception);

    [LoggerMessage(2057, LogLevel.Error, "{Queue}: a listener threw (metrics, or a cancelled token); receiving is not affected")]
    public partial void ListenerFailed(string queue, Exception exception);
}
