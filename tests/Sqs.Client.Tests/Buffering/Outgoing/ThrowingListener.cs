using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Sqs.Client.Tests.Buffering.Outgoing;

/// <summary>Listens to the instruments of the buffer, and throws at every measurement made on the thread that it was made on.</summary>
internal sealed class ThrowingListener : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;

    public ThrowingListener()
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == SqsDiagnostics.MeterName && instrument.Name.StartsWith("sqs.client.buffer.", StringComparison.Ordinal))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, _, _, _) => Throw());
        _listener.SetMeasurementEventCallback<double>((_, _, _, _) => Throw());
        _listener.Start();
    }

    public void Dispose() => _listener.Dispose();

    // Other tests run beside this one and are left alone.
    private void Throw()
    {
        if (Environment.CurrentManagedThreadId == _thread)
        {
            throw new InvalidOperationException("a listener's own");
        }
    }
}

/// <summary>Loggers that throw whatever they are told.</summary>
internal sealed class ThrowingLoggers : ILoggerFactory, ILogger
{
    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new InvalidOperationException("a logger's own");

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        throw new InvalidOperationException("a logger's own");

    public void Dispose()
    {
    }
}
