using Microsoft.Extensions.Logging;

namespace Sqs.Client.Processing;

/// <summary>What held messages tell the log; event ids 2000-2049. No body, handle, secret or token is ever an argument.</summary>
internal sealed partial class LeaseLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(2000, LogLevel.Warning, "{Queue}: message {MessageId} is not held any more, its visibility timeout has passed or its handle was refused; others may have it")]
    public partial void Lost(string queue, string messageId);

    [LoggerMessage(2001, LogLevel.Warning, "{Queue}: the visibility timeout of {Count} messages could not be extended ({Reason}); tried again while they are held")]
    public partial void ExtensionFailed(string queue, int count, string reason, Exception? error);

    [LoggerMessage(2002, LogLevel.Information, "{Queue}: deleting message {MessageId} failed ({Reason}); tried again")]
    public partial void DeleteFailed(string queue, string messageId, string reason);

    [LoggerMessage(2003, LogLevel.Error, "{Queue}: message {MessageId} was completed, and the service did not acknowledge that it is deleted; it may come again")]
    public partial void DeleteLost(string queue, string messageId, Exception error);

    [LoggerMessage(2004, LogLevel.Warning, "{Queue}: message {MessageId} could not be given back ({Reason}); it comes again at its visibility timeout")]
    public partial void AbandonFailed(string queue, string messageId, string reason);

    [LoggerMessage(2005, LogLevel.Information, "{Queue}: {Count} messages are released ({Cause})")]
    public partial void Releasing(string queue, int count, string cause);

    [LoggerMessage(2006, LogLevel.Warning, "{Queue}: {Count} messages could not be released; they come again at their visibility timeout")]
    public partial void ReleaseFailed(string queue, int count, Exception? error);

    [LoggerMessage(2007, LogLevel.Error, "{Queue}: what listens to the loss of message {MessageId} threw ({Error}); the loss itself stands")]
    public partial void LostListenerFailed(string queue, string messageId, string error);

    [LoggerMessage(2008, LogLevel.Error, "{Queue}: a listener of metrics threw; the messages themselves are not affected")]
    public partial void ListenerFailed(string queue, Exception error);

    [LoggerMessage(2009, LogLevel.Error, "{Queue}: holding messages failed unexpectedly; it goes on")]
    public partial void TurnFailed(string queue, Exception error);
}
