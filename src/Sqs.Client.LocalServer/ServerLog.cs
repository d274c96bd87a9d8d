using Microsoft.Extensions.Logging;

namespace Sqs.Client.LocalServer;

/// <summary>What the server tells the log; event ids 3000-3099. Requests hold bodies, so none is ever an argument.</summary>
internal sealed partial class ServerLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(3000, LogLevel.Error, "Request {RequestId} failed inside the server; the caller is told InternalFailure")]
    public partial void InternalFailure(string requestId, Exception exception);
}
