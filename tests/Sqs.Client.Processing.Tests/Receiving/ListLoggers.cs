using Microsoft.Extensions.Logging;

namespace Sqs.Client.Processing.Tests.Receiving;

/// <summary>Keeps the ids of what is told by receiving.</summary>
internal sealed class ListLoggers : ILoggerFactory, ILogger
{
    private readonly Lock _gate = new();
    private readonly List<int> _ids = [];

    public IReadOnlyList<int> Ids
    {
        get
        {
            lock (_gate)
            {
                return [.. _ids];
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (_gate)
        {
            _ids.Add(eventId.Id);
        }
    }

    public void Dispose()
    {
    }
}
