namespace Sqs.Client.Processing;

/// <summary>
/// The messages that are being worked on. They outlive a loop that fails: each gives its place and bytes back when it ends, whether or not
/// there is a loop to be told. Thread-safe.
/// </summary>
internal sealed class ReceptionRuns(Func<Delivery, Task> start, CapacityShare share, Func<ReceptionEvent, bool> post, ReceptionReports reports)
{
    private readonly Lock _gate = new();
    private readonly HashSet<HeldMessage> _running = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<HeldMessage, Task> _tasks = new(ReferenceEqualityComparer.Instance);

    private int _entering;

    /// <summary>True when one was started whose work has not been called yet; the loop is told when that is over.</summary>
    public bool IsEntering => Volatile.Read(ref _entering) > 0;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _running.Count;
            }
        }
    }

    public IReadOnlyList<HeldMessage> Running
    {
        get
        {
            lock (_gate)
            {
                return [.. _running];
            }
        }
    }

    /// <summary>Starts the work, away from the loop: its first steps are users' code and may take their time.</summary>
    public void Start(HeldMessage message)
    {
        lock (_gate)
        {
            _ = _running.Add(message);
            _ = Interlocked.Increment(ref _entering);
            _tasks.Add(message, Task.Run(() => RunAsync(message)));
        }
    }

    public async Task WhenIdleAsync()
    {
        while (Tasks() is { Length: > 0 } tasks)
        {
            await Task.WhenAll(tasks).ConfigureAwait(false);
        }
    }

    private Task[] Tasks()
    {
        lock (_gate)
        {
            return [.. _tasks.Values];
        }
    }

    private async Task RunAsync(HeldMessage message)
    {
        await WorkAsync(message.Delivery).ConfigureAwait(false);

        // So the loop learns how the message ended before it learns that the work has.
        await message.Watch.ConfigureAwait(false);

        lock (_gate)
        {
            _ = _running.Remove(message);
        }

        // The loop first: when the place is free it knows whether the next of the group wants it, and does not give it to a poll.
        _ = post(new ReceptionEvent.WorkEnded(message));
        share.Return(1, message.Size);
        lock (_gate)
        {
            _ = _tasks.Remove(message);
        }
    }

    private async Task WorkAsync(Delivery delivery)
    {
        try
        {
            await Enter(delivery).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            reports.WorkFailed(delivery, error);
        }

        // Whatever the work did, its message is not held for nobody.
        if (!delivery.Ended.IsCompleted)
        {
            await AbandonAsync(delivery).ConfigureAwait(false);
        }
    }

    private Task Enter(Delivery delivery)
    {
        try
        {
            return start(delivery);
        }
        finally
        {
            _ = Interlocked.Decrement(ref _entering);
            _ = post(new ReceptionEvent.Woken());
        }
    }

    private async Task AbandonAsync(Delivery delivery)
    {
        try
        {
            await delivery.AbandonAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is InvalidOperationException or MessageLeaseLostException)
        {
            // It is being completed, or not held any more: the end comes by itself.
        }
        catch (Exception error)
        {
            reports.WorkFailed(delivery, error);
        }

        _ = await delivery.Ended.ConfigureAwait(false);
    }
}
