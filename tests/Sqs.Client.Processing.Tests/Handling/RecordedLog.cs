using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Sqs.Client.Processing.Tests.Handling;

/// <summary>Everything that was logged, with its exceptions, whatever the level.</summary>
internal sealed class RecordedLog : ILoggerFactory, ILogger
{
    private readonly Lock _gate = new();
    private readonly List<(LogLevel Level, int Id, string Text)> _entries = [];

    /// <summary>Thrown by each call, if a test wants that.</summary>
    public Exception? Failure { get; set; }

    public string Text => string.Join('\n', Entries.Select(static entry => entry.Text));

    public IReadOnlyList<(LogLevel Level, int Id, string Text)> Entries
    {
        get
        {
            lock (_gate)
            {
                return [.. _entries];
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"{formatter(state, exception)} {exception}");
        lock (_gate)
        {
            _entries.Add((logLevel, eventId.Id, text));
        }
    }
}
