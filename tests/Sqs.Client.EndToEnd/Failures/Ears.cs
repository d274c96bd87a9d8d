using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace Sqs.Client.EndToEnd.Failures;

/// <summary>Listens to logs, spans, measurements, event sources, exceptions and texts of requests and answers, and keeps what holds a planted word.</summary>
internal sealed class Ears : ILoggerProvider
{
    private readonly string[] _words;
    private readonly ActivityListener _spans;
    private readonly MeterListener _measurements;
    private readonly EventSourceEars _events;
    private readonly ConcurrentQueue<string> _leaks = new();
    private int _heardLogs;
    private int _heardSpans;
    private int _heardFailures;

    public Ears(string[] words)
    {
        _words = words;
        _spans = new ActivityListener
        {
            ShouldListenTo = static source => source.Name is not "Microsoft.AspNetCore", // the client's and the HTTP stack's, not the server's
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = HearSpan,
        };
        ActivitySource.AddActivityListener(_spans);
        _measurements = new MeterListener { InstrumentPublished = static (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        _measurements.SetMeasurementEventCallback<long>((instrument, _, tags, _) => HearTags(instrument, tags));
        _measurements.SetMeasurementEventCallback<double>((instrument, _, tags, _) => HearTags(instrument, tags));
        _measurements.Start();
        _events = new EventSourceEars(Hear);
    }

    public IReadOnlyCollection<string> Leaks => _leaks;

    public int Logs => _heardLogs;

    public int Spans => _heardSpans;

    public int Failures => _heardFailures;

    /// <summary>How many events of event sources were heard, by source.</summary>
    public IReadOnlyDictionary<string, int> Events => _events.Heard;

    /// <summary>Makes a call and listens to what its request, its answer and its exception say of themselves.</summary>
    public async Task HearAsync<TResponse>(ISqsRequest request, Func<Task<TResponse>> call)
        where TResponse : class
    {
        Hear($"{request.GetType().Name}.ToString", request.ToString());
        try
        {
            var response = await call();
            Hear($"{typeof(TResponse).Name}.ToString", response.ToString());
            (response as IDisposable)?.Dispose();
        }
        catch (SqsException error)
        {
            _ = Interlocked.Increment(ref _heardFailures);
            Hear($"{error.GetType().Name} of {request.GetType().Name}", $"{error}\n{error.Detail}");
            for (Exception? inner = error; inner is not null; inner = inner.InnerException)
            {
                foreach (var value in inner.Data.Values)
                {
                    Hear($"{inner.GetType().Name}.Data", $"{value}");
                }
            }
        }
    }

    public ILogger CreateLogger(string categoryName) => new Ear(this, categoryName);

    public void Dispose()
    {
        _spans.Dispose();
        _measurements.Dispose();
        _events.Dispose();
    }

    private void HearSpan(Activity span)
    {
        _ = Interlocked.Increment(ref _heardSpans);
        var events = span.Events.SelectMany(each => each.Tags).Select(tag => $"{tag.Key}={tag.Value}");
        var tags = span.TagObjects.Concat(span.Baggage.Select(pair => KeyValuePair.Create(pair.Key, (object?)pair.Value))).Select(tag => $"{tag.Key}={tag.Value}");
        Hear($"span {span.Source.Name}", $"{span.DisplayName} {span.StatusDescription} {string.Join(' ', tags.Concat(events))}");
    }

    private void HearTags(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var tag in tags)
        {
            Hear($"instrument {instrument.Name}", $"{tag.Key}={tag.Value}");
        }
    }

    private void Hear(string where, string? text)
    {
        if (text is not null && Array.Find(_words, word => text.Contains(word, StringComparison.OrdinalIgnoreCase)) is not null)
        {
            _leaks.Enqueue($"{where}: {text}");
        }
    }

    private sealed class Ear(Ears ears, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            ears.Hear($"scope of {category}", state.ToString());
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            _ = Interlocked.Increment(ref ears._heardLogs);
            var arguments = state is IEnumerable<KeyValuePair<string, object?>> pairs ? string.Join(' ', pairs.Select(pair => $"{pair.Key}={pair.Value}")) : "";
            ears.Hear($"log {category} {eventId.Id}", $"{formatter(state, exception)} {arguments} {exception}");
        }
    }
}
