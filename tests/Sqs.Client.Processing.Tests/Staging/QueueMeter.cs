using System.Diagnostics.Metrics;

namespace Sqs.Client.Processing.Tests;

/// <summary>Listens to what is measured of one queue, for other tests measure at the same time.</summary>
internal sealed class QueueMeter : IDisposable
{
    private readonly MeterListener _listener = new();

    public QueueMeter(string queue, Action<string, double, IReadOnlyDictionary<string, object?>> measured)
    {
        _listener.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Meter.Name == SqsProcessingDiagnostics.MeterName)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Hear(instrument, value, tags));
        _listener.Start();

        void Hear(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var all = new Dictionary<string, object?>(tags.ToArray());
            if (Equals(all.GetValueOrDefault("messaging.destination.name"), queue))
            {
                measured(instrument.Name, value, all);
            }
        }
    }

    public void Dispose() => _listener.Dispose();
}
