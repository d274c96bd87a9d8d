using Microsoft.Extensions.Logging;

namespace Sqs.Client.Processing;

/// <summary>
/// What the work on messages tells the log; event ids 2100-2149. No body, handle, secret or token is ever an argument, and of users' exceptions the type
/// alone: their texts may quote a body. That a message is lost, or not deleted, is told by what holds it.
/// </summary>
internal sealed partial class RunLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(2100, LogLevel.Warning, "{Queue}: message {MessageId} failed at receive {ReceiveCount} ({Error}): {Action}")]
    public partial void Failed(string queue, string messageId, int receiveCount, string error, FailureAction action);

    [LoggerMessage(2101, LogLevel.Warning, "{Queue}: message {MessageId} lies in its dead-letter queue now")]
    public partial void DeadLettered(string queue, string messageId);

    [LoggerMessage(2102, LogLevel.Error, "{Queue}: message {MessageId} could not be sent to a dead-letter queue ({Error}); it comes again")]
    public partial void DeadLetterFailed(string queue, string messageId, string error);

    [LoggerMessage(2103, LogLevel.Warning, "{Queue}: message {MessageId} was deleted after its failure, as a rule wants it")]
    public partial void Discarded(string queue, string messageId);

    [LoggerMessage(2104, LogLevel.Information, "{Queue}: message {MessageId} was given back unfinished")]
    public partial void Released(string queue, string messageId);

    [LoggerMessage(2105, LogLevel.Information, "{Queue}: message {MessageId} had been handled before and was deleted")]
    public partial void Duplicate(string queue, string messageId);

    [LoggerMessage(2106, LogLevel.Warning, "{Queue}: the deduplication store failed at message {MessageId} ({Step}, {Error})")]
    public partial void StoreFailed(string queue, string messageId, string step, string error);

    [LoggerMessage(2107, LogLevel.Error, "{Queue}: {What} threw at message {MessageId} ({Error}) and is ignored")]
    public partial void UserCodeFailed(string queue, string what, string messageId, string error);

    [LoggerMessage(2108, LogLevel.Error, "{Queue}: a listener of traces or metrics threw; the messages themselves are not affected")]
    public partial void ListenerFailed(string queue, Exception exception);

    [LoggerMessage(2109, LogLevel.Error, "{Queue}: the work on message {MessageId} failed unexpectedly ({Error}); it comes again")]
    public partial void RunFailed(string queue, string messageId, string error);
}
