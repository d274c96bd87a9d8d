using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Sqs.Client.Processing;

/// <summary>
/// Those who listen to the metrics and traces of one queue. They are users' code: what one throws is told and ends here, for it must not stop a loop or lose
/// a message.
/// </summary>
/// <param name="queue">The name of the queue, which each measurement is tagged with.</param>
/// <param name="failed">Is told the queue and what a listener threw; never throws.</param>
internal sealed class QueueListeners(string queue, Action<string, Exception> failed)
{
    /// <summary>Counts; nothing is told of a change by 0.</summary>
    public void Count(Instrument<long> instrument, long change, params ReadOnlySpan<KeyValuePair<string, object?>> more)
    {
        if (!instrument.Enabled || change == 0)
        {
            return;
        }

        var tags = Tags(more);
        Call(() =>
        {
            (instrument as Counter<long>)?.Add(change, tags);
            (instrument as UpDownCounter<long>)?.Add(change, tags);
        });
    }

    public void Record(Histogram<double> instrument, TimeSpan time, params ReadOnlySpan<KeyValuePair<string, object?>> more)
    {
        if (instrument.Enabled)
        {
            var tags = Tags(more);
            Call(() => instrument.Record(time.TotalSeconds, tags));
        }
    }

    /// <summary>Calls whatever runs listeners.</summary>
    public void Call(Action listeners)
    {
        try
        {
            listeners();
        }
        catch (Exception error)
        {
            failed(queue, error);
        }
    }

    private TagList Tags(ReadOnlySpan<KeyValuePair<string, object?>> more) => new(more)
    {
        { TagNames.System, TagNames.SystemValue },
        { TagNames.Destination, queue },
    };
}
