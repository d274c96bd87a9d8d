using Microsoft.Extensions.Logging;

namespace Sqs.Client.Processing.Tests;

/// <summary>Loggers that are broken: they throw at whatever a test names, or at everything.</summary>
internal sealed class ThrowingLoggers(params string[] at) : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName)
    {
        Throw(nameof(CreateLogger));
        return this;
    }

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        Throw(nameof(BeginScope));
        return null;
    }

    public bool IsEnabled(LogLevel logLevel)
    {
        Throw(nameof(IsEnabled));
        return true;
    }

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        Throw(nameof(Log));

    public void Dispose()
    {
    }

    private void Throw(string step)
    {
        if (at.Length == 0 || at.Contains(step))
        {
            throw new InvalidOperationException("the log is broken");
        }
    }
}
