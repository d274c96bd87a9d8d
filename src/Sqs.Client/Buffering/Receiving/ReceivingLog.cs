using Microsoft.Extensions.Logging;

namespace Sqs.Client.Buffering;

/// <summary>What buffered receives tell the log; event ids 1150-1199. No body, handle, secret or token is ever an argument.</summary>
internal sealed partial class ReceivingLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(1150, LogLevel.Warning, "{Queue}: a poll failed that nobody waits for")]
    public partial void PollFailed(string queue, Exception error);

    [LoggerMessage(1151, LogLevel.Warning, "{Queue}: its attributes may not be read (sqs:GetQueueAttributes), so a visibility timeout of 30 s is assumed")]
    public partial void AttributesDenied(string queue);

    [LoggerMessage(1152, LogLevel.Warning, "{Queue}: its visibility timeout could not be read, so {Count} messages that no caller waits for are given back")]
    public partial void AttributesFailed(string queue, int count, Exception error);

    [LoggerMessage(1153, LogLevel.Information, "{Queue}: {Count} messages that no caller took are released ({Cause})")]
    public partial void Releasing(string queue, int count, string cause);

    [LoggerMessage(1154, LogLevel.Warning, "{Queue}: {Count} messages could not be released; they become visible by themselves")]
    public partial void ReleaseFailed(string queue, int count, Exception? error);

    [LoggerMessage(1155, LogLevel.Warning, "{Queue}: {Count} messages that no caller took are left until they become visible by themselves")]
    public partial void LeftToExpire(string queue, int count);

    [LoggerMessage(1156, LogLevel.Error, "{Queue}: a listener of metrics threw; the receives themselves are not affected")]
    public partial void ListenerFailed(string queue, Exception error);

    [LoggerMessage(1157, LogLevel.Error, "{Queue}: serving receives failed unexpectedly; the callers that waited were told")]
    public partial void TurnFailed(string queue, Exception error);
}
