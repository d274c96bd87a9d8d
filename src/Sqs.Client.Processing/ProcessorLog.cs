using Microsoft.Extensions.Logging;

namespace Sqs.Client.Processing;

/// <summary>What a processor says of itself; event ids 2150-2199.</summary>
internal sealed partial class ProcessorLog(ILogger logger)
{
    [LoggerMessage(2150, LogLevel.Information, "Processor {Processor} fetches from {Queue}.")]
    public partial void Opened(string processor, string queue);

    [LoggerMessage(2151, LogLevel.Warning, "Processor {Processor} cannot find its queue ({Error}); attempt {Attempt}, the next one in {Pause}.")]
    public partial void NotOpened(string processor, string error, int attempt, TimeSpan pause);

    [LoggerMessage(2152, LogLevel.Information, "Processor {Processor} is paused.")]
    public partial void Paused(string processor);

    [LoggerMessage(2153, LogLevel.Information, "Processor {Processor} is resumed.")]
    public partial void Resumed(string processor);

    [LoggerMessage(2154, LogLevel.Warning, "Processor {Processor} is being stopped and cancels {Handlers} handlers.")]
    public partial void Cancelling(string processor, int handlers);

    [LoggerMessage(2155, LogLevel.Error, "Processor {Processor} ends with {Handlers} handlers that ignore their token; their messages come again.")]
    public partial void LeftBehind(string processor, int handlers);

    [LoggerMessage(2156, LogLevel.Information, "Processor {Processor} is stopped.")]
    public partial void Stopped(string processor);
}
