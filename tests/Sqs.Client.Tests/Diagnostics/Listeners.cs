using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Sqs.Client.Tests.Diagnostics;

/// <summary>Keeps every span, measurement and log entry of the client.</summary>
internal sealed class Listeners : ILogger, IDisposable
{
    private readonly ActivityListener _activities;
    private readonly MeterListener _measurements = new();

    public Listeners()
    {
        _activities = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == SqsDiagnostics.ActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = Spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_activities);
        _measurements.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == SqsDiagnostics.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _measurements.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Measurements.Enqueue(new(instrument.Name, value, Tags(tags))));
        _measurements.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Measurements.Enqueue(new(instrument.Name, value, Tags(tags))));
        _measurements.Start();
    }

    public ConcurrentQueue<Activity> Spans { get; } = [];

    public ConcurrentQueue<Measurement> Measurements { get; } = [];

    public ConcurrentQueue<string> Log { get; } = [];

    /// <summary>All that was seen, as one text.</summary>
    public string All => string.Join('\n', [
        .. Spans.Select(span => $"{span.DisplayName} {span.OperationName} {span.StatusDescription} {string.Join(' ', span.TagObjects)} {string.Join(' ', span.Baggage)} "
            + string.Join(' ', span.Events.SelectMany(one => one.Tags.Select(tag => $"{one.Name} {tag}")))),
        .. Measurements.Select(measurement => $"{measurement.Name} {string.Join(' ', measurement.Tags)}"),
        .. Log,
    ]);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var members = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs) : "";
        Log.Enqueue($"{eventId.Id} {formatter(state, exception)} {members} {exception}");
    }

    public void Dispose()
    {
        _activities.Dispose();
        _measurements.Dispose();
    }

    private static Dictionary<string, object?> Tags(ReadOnlySpan<KeyValuePair<string, object?>> tags) => new(tags.ToArray(), StringComparer.Ordinal);

    internal sealed record Measurement(string Name, double Value, Dictionary<string, object?> Tags);
}
