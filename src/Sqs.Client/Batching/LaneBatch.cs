namespace Sqs.Client.Batching;

/// <summary>A batch on the wire: one call, started on a thread of its own accord and outside every caller's context.</summary>
internal sealed class LaneBatch<TItem, TResult>(BatchLane<TItem, TResult> lane, LaneWork<TItem, TResult> work, List<LaneEntry<TItem, TResult>> entries, bool isAlone) : IThreadPoolWorkItem
    where TItem : class
    where TResult : class
{
    private readonly CancellationTokenSource _abort = new();

    public IReadOnlyList<LaneEntry<TItem, TResult>> Entries { get; } = entries;

    public required TimeSpan SentAt { get; init; }

    public required long Bytes { get; init; }

    /// <summary>How many of its callers still wait.</summary>
    public int Waiting { get; set; } = entries.Count;

    /// <summary>What came back for each entry; null when the call failed.</summary>
    public BatchOutcome<TResult>[]? Outcomes { get; private set; }

    /// <summary>Why the call failed.</summary>
    public Exception? Error { get; private set; }

    public void Execute() => _ = RunAsync();

    /// <summary>Ends the call. What listens to its token runs elsewhere.</summary>
    public void Abort() => _ = _abort.CancelAsync();

    private async Task RunAsync()
    {
        try
        {
            if (isAlone)
            {
                var result = await work.SendAloneAsync(Entries[0].Item, _abort.Token).ConfigureAwait(false);
                Outcomes = [new(Fate.Done, result, null)];
            }
            else
            {
                Outcomes = await work.SendAsync([.. Entries.Select(static entry => entry.Item)], _abort.Token).ConfigureAwait(false);
            }
        }
        catch (Exception error)
        {
            Error = error;
        }

        lane.Post(new LaneEvent(LaneEventKind.Returned, this));
    }
}
