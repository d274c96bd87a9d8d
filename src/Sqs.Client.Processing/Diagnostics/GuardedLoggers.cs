using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Sqs.Client.Processing;

/// <summary>Loggers that never throw: a log that fails must not stop a loop or lose a message, and nobody is left to be told of it.</summary>
internal sealed class GuardedLoggers : ILoggerFactory
{
    private readonly ILoggerFactory _factory;

    private GuardedLoggers(ILoggerFactory factory) => _factory = factory;

    /// <summary>Guards the user's loggers; null for none, and what is guarded already stays as it is.</summary>
    public static GuardedLoggers Over(ILoggerFactory? factory) => factory as GuardedLoggers ?? new GuardedLoggers(factory ?? NullLoggerFactory.Instance);

    public ILogger CreateLogger(string categoryName) => new Guarded(Try(() => _factory.CreateLogger(categoryName), NullLogger.Instance));

    public void AddProvider(ILoggerProvider provider) => _factory.AddProvider(provider);

    // The factory is the user's.
    public void Dispose()
    {
    }

    private static T Try<T>(Func<T> call, T otherwise)
    {
        try
        {
            return call();
        }
        catch (Exception)
        {
            return otherwise;
        }
    }

    private sealed class Guarded(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => Try(() => inner.BeginScope(state), null);

        public bool IsEnabled(LogLevel logLevel) => Try(() => inner.IsEnabled(logLevel), false);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _ = Try(
            () =>
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
                return true;
            },
            false);
    }
}
