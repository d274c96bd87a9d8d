using Microsoft.Extensions.Logging;

namespace Sqs.Client.Processing;

/// <summary>
/// Loggers that never throw. A log that fails must not stop a loop or lose a message, and there is nobody else to tell: what a logger
/// throws is counted and ends here.
/// </summary>
/// <param name="factory">The user's.</param>
internal sealed class GuardedLoggers(ILoggerFactory factory) : ILoggerFactory
{
    private int _failures;

    /// <summary>How often a logger threw.</summary>
    public int Failures => _failures;

    public ILogger CreateLogger(string categoryName) => new Guarded(factory.CreateLogger(categoryName), this);

    public void AddProvider(ILoggerProvider provider) => factory.AddProvider(provider);

    // The factory is the user's.
    public void Dispose()
    {
    }

    private sealed class Guarded(ILogger inner, GuardedLoggers owner) : ILogger
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
                _ = Interlocked.Increment(ref owner._failures);
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
                _ = Interlocked.Increment(ref owner._failures);
            }
        }
    }
}
