using Microsoft.Extensions.Logging;

namespace Sqs.Client.FairQueues;

/// <summary>What fair queues tell the log; event ids 1200-1209.</summary>
internal sealed partial class FairQueuesLog(ILogger logger)
{
    private readonly ILogger _logger = logger;

    [LoggerMessage(1200, LogLevel.Error, "A listener of metrics by tenant threw; messages are not affected")]
    public partial void ListenerFailed(Exception exception);
}
