using Microsoft.Extensions.Logging;

namespace Sqs.Client.Buffering;

/// <summary>What the outgoing half of the buffer tells the log; event ids 1100-1149. No body, handle, secret or token is ever an argument.</summary>
internal sealed partial class OutgoingLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(1100, LogLevel.Information, "{Action}: batches have at most {Bytes} bytes from now on")]
    public partial void Lowered(string action, long bytes);

    [LoggerMessage(1101, LogLevel.Debug, "{Action}: the largest message that {QueueUrl} takes could not be learnt; batches are not made smaller")]
    public partial void SizeUnknown(string action, string queueUrl, Exception exception);

    [LoggerMessage(1102, LogLevel.Warning, "{Action}: {Count} calls were given up at the end (sent before: {WereSent})")]
    public partial void LeftOver(string action, int count, bool wereSent);

    [LoggerMessage(1103, LogLevel.Error, "{Action}: a listener of metrics threw; the calls themselves are not affected")]
    public partial void ListenerFailed(string action, Exception exception);

    [LoggerMessage(1104, LogLevel.Warning, "{Action}: the answer names {Count} entries that are not in the batch, or no more; they are ignored")]
    public partial void Strangers(string action, int count);

    [LoggerMessage(1105, LogLevel.Debug, "{Action}: an entry goes out again ({ErrorCode})")]
    public partial void SentAgain(string action, string errorCode);
}
