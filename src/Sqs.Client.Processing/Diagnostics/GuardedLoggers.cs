using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Sqs.Client.Processing;

/// <summary>
/// Loggers that never throw. A log that fails must not stop a loop or lose a message, and there is nobody else to tell: what a logger
/// throws ends here.
/// </summary>
/// <param name="factory">The user's; null for none.</param>
internal sealed class GuardedLoggers(ILoggerFactory? factory)
{
    public ILogger Of<TCategory>() => factory is null ? NullLogger.Instance : new Guarded(factory.CreateLogger<TCategory>());

    private sealed class Guarded(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel)
        {
            try
            {
                return inner.IsEnabled(logLevel);
            }
            catch (Exception)
            {
                return false;
            }
        }

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            try
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
            }
            catch (Exception)
            {
                // See the summary: a failing log is nobody's business here.
            }
        }
    }
}
