using Microsoft.Extensions.Logging;

namespace Sqs.Client.Transport;

/// <summary>What the transport tells the log; event ids 1000-1099. No body, handle, secret or token is ever an argument.</summary>
internal sealed partial class TransportLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(1000, LogLevel.Debug, "{Action}: attempt {Attempt} failed ({ErrorCode}, HTTP {StatusCode}); next one in {PauseMilliseconds} ms")]
    public partial void Retrying(string action, int attempt, string errorCode, int statusCode, double pauseMilliseconds);

    [LoggerMessage(1001, LogLevel.Warning, "{Action}: the retry quota is empty, so attempt {Attempt} is the last one")]
    public partial void QuotaEmpty(string action, int attempt);

    [LoggerMessage(1002, LogLevel.Warning, "The clock is off by {SkewSeconds} s against the service; signatures are corrected from now on")]
    public partial void ClockCorrected(double skewSeconds);

    [LoggerMessage(1003, LogLevel.Error, "{Action}: a listener of traces or metrics threw; the call itself is not affected")]
    public partial void ListenerFailed(string action, Exception exception);
}
