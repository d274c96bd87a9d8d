using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Sqs.Client.Faults.Books;

/// <summary>Watches the process while a run goes on: sockets of the HTTP stack, memory after collections, exceptions that nobody saw.</summary>
internal sealed class Gauges : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(50);

    private readonly int _port;
    private readonly MeterListener _meters;
    private readonly ConcurrentQueue<Exception> _unobserved = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Task _sampling;
    private readonly Lock _gate = new();
    private long _open;

    public Gauges(int port)
    {
        _port = port;
        _meters = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument is { Meter.Name: "System.Net.Http", Name: "http.client.open_connections" })
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        _meters.SetMeasurementEventCallback<long>(Count);
        _meters.Start();
        TaskScheduler.UnobservedTaskException += Notice;
        BytesAtFirst = LiveBytes();
        _sampling = SampleAsync();
    }

    /// <summary>Connections to the server that are open now.</summary>
    public long OpenSockets
    {
        get
        {
            lock (_gate)
            {
                return _open;
            }
        }
    }

    public long MostSockets { get; private set; }

    public long BytesAtFirst { get; }

    /// <summary>The most bytes that a garbage collection left.</summary>
    public long MostBytes { get; private set; }

    /// <summary>Exceptions of tasks that were collected without anybody having looked at them; collects first.</summary>
    public IReadOnlyCollection<Exception> Unobserved()
    {
        _ = LiveBytes();
        return _unobserved;
    }

    public static long LiveBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _sampling;
        _meters.Dispose();
        TaskScheduler.UnobservedTaskException -= Notice;
        _end.Dispose();
    }

    private async Task SampleAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            var last = GC.GetGCMemoryInfo(GCKind.Any);
            MostBytes = Math.Max(MostBytes, last.HeapSizeBytes - last.FragmentedBytes);
            await Task.Delay(Every, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Count(Instrument instrument, long change, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        foreach (var tag in tags)
        {
            if (tag is { Key: "server.port", Value: int port } && port == _port)
            {
                lock (_gate)
                {
                    // A connection that changes from idle to active is taken off and put on again: for a moment it counts twice or not at all.
                    _open += change;
                    MostSockets = Math.Max(MostSockets, _open);
                }
            }
        }
    }

    private void Notice(object? sender, UnobservedTaskExceptionEventArgs args) => _unobserved.Enqueue(args.Exception);
}
