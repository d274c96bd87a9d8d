using System.Collections.Concurrent;

namespace Sqs.Client.Batching;

/// <summary>What becomes of the entries of a batch that came back: they end, or they go out again. Runs on the loop of the lane.</summary>
internal sealed class LaneReturns<TItem, TResult>(LaneWork<TItem, TResult> work, LaneSettings settings, LaneLines<TItem, TResult> lines, LaneBooks<TItem, TResult> books)
    where TItem : class
    where TResult : class
{
    private readonly ConcurrentDictionary<string, bool> _paused = new(StringComparer.Ordinal);

    /// <summary>The most bytes of a batch.</summary>
    public long MostBytes { get; private set; } = settings.MaxBatchBytes;

    /// <summary>True when nothing goes out again.</summary>
    public bool IsEnding { get; set; }

    /// <summary>True when a key takes no calls. Like the next two, from any thread.</summary>
    public bool HasPaused => !_paused.IsEmpty;

    public bool IsPaused(string key) => _paused.ContainsKey(key);

    /// <summary>Lets a key take calls again; true when it was paused.</summary>
    public bool Resume(string key) => _paused.TryRemove(key, out _);

    /// <summary>Gives every entry of a batch its outcome, or puts it back into its line.</summary>
    public void TakeBack(LaneBatch<TItem, TResult> batch, TimeSpan now)
    {
        var verdict = batch.Error is { } error ? work.Judge(error) : default(CallVerdict?);
        if (batch.Entries.Count > 1 && !IsEnding && (verdict == CallVerdict.TooLong || (verdict == CallVerdict.BadEntry && settings.Divide)))
        {
            Halve(batch, verdict == CallVerdict.TooLong);
            return;
        }

        var outcomes = batch.Outcomes ?? [.. batch.Entries.Select(entry => OutcomeOf(entry, verdict, batch.Error!, now))];
        if (batch.Entries[0].Key is null)
        {
            Settle(batch, outcomes, Enumerable.Range(0, outcomes.Length), null, now);
            return;
        }

        foreach (var line in Enumerable.Range(0, outcomes.Length).GroupBy(place => batch.Entries[place].Key!, StringComparer.Ordinal))
        {
            Settle(batch, outcomes, line, lines.Free(line.Key), now);
        }
    }

    /// <summary>An entry of a key has failed for good: those who wait behind it fail too, and perhaps those who come.</summary>
    public void Break(string? key, bool onlyPause = false, List<LaneEntry<TItem, TResult>>? except = null)
    {
        if (key is null || (onlyPause && !settings.PauseBrokenKeys))
        {
            return;
        }

        if (settings.PauseBrokenKeys)
        {
            _paused[key] = true;
        }

        foreach (var entry in lines.WaitingOf(key).Where(entry => except?.Contains(entry) != true))
        {
            lines.Remove(entry);
            books.Fail(entry, entry.LastError ?? work.GivenUp(GiveUpReason.KeyBroken));
        }
    }

    /// <summary>From now on a batch has at most so many bytes, if that is fewer.</summary>
    public void LowerTo(long mostBytes)
    {
        const long Least = 1024;
        if (Math.Max(mostBytes, Least) is var bytes && bytes < MostBytes)
        {
            MostBytes = bytes;
            work.Watcher.Lowered(bytes);
        }
    }

    /// <summary>What a failed call is to one of its entries. Where a key keeps out what came twice, a lost batch goes out again.</summary>
    private BatchOutcome<TResult> OutcomeOf(LaneEntry<TItem, TResult> entry, CallVerdict? verdict, Exception error, TimeSpan now)
    {
        var isLost = verdict == CallVerdict.Lost;
        var copy = work.Copy(error);
        entry.LostBy ??= isLost ? copy : null;
        var again = isLost && entry.Key is not null && !IsEnding && now - entry.FirstCut < settings.ResendWindow;
        return new(again ? Fate.Again : isLost ? Fate.Unknown : Fate.Refused, null, copy);
    }

    /// <summary>The service took nothing of the batch: all of it goes out again, in parts.</summary>
    private void Halve(LaneBatch<TItem, TResult> batch, bool isTooLong)
    {
        if (isTooLong)
        {
            LowerTo(batch.Bytes / 2);
        }

        var open = batch.Entries.Where(static entry => !entry.IsCompleted).ToList();
        foreach (var entry in open)
        {
            (entry.Batch, entry.Company, entry.Attempts) = (null, (batch.Entries.Count + 1) / 2, entry.Attempts - 1);
        }

        if (batch.Entries[0].Key is null)
        {
            lines.PutBack(open, null, null);
            return;
        }

        foreach (var key in batch.Entries.Select(static entry => entry.Key!).Distinct(StringComparer.Ordinal))
        {
            var back = open.FindAll(entry => string.Equals(entry.Key, key, StringComparison.Ordinal));
            lines.PutBack(back, lines.Free(key), null);
            if (back.Count < batch.Entries.Count(entry => string.Equals(entry.Key, key, StringComparison.Ordinal)))
            {
                Break(key, onlyPause: true, back); // one whose caller waits no more is missing
            }
        }
    }

    /// <summary>Ends the entries of one line, or all without a key; those that may go out again are put back.</summary>
    private void Settle(LaneBatch<TItem, TResult> batch, BatchOutcome<TResult>[] outcomes, IEnumerable<int> places, LaneLine<TItem, TResult>? line, TimeSpan now)
    {
        int[] these = [.. places];
        var fates = Array.ConvertAll(these, place => FateOf(batch.Entries[place], outcomes[place].Fate));
        var isBroken = false;
        var again = line is null ? Array.ConvertAll(fates, static fate => fate == Fate.Again) : KeyOrder.Again(fates, out isBroken);
        var back = new List<LaneEntry<TItem, TResult>>();
        for (var index = 0; index < these.Length; index++)
        {
            var (entry, outcome) = (batch.Entries[these[index]], outcomes[these[index]]);
            entry.Batch = null;
            if (again[index])
            {
                entry.LastError = ErrorOf(entry, outcome);
                work.Watcher.SentAgain(outcome.Error!);
                back.Add(entry);
            }
            else
            {
                End(entry, outcome);
            }
        }

        if (line is not null || back.Count > 0)
        {
            lines.PutBack(back, line, back.Count == 0 ? null : now + settings.Pause(back.Max(static entry => entry.Attempts)));
        }

        if (isBroken)
        {
            Break(line!.Key, except: back);
        }
    }

    /// <summary>An entry goes out again only while it may, and while its caller waits for it.</summary>
    private Fate FateOf(LaneEntry<TItem, TResult> entry, Fate fate) =>
        fate != Fate.Again || (entry.Attempts < settings.MaxAttempts && !IsEnding && !entry.IsCompleted && !entry.CancellationToken.IsCancellationRequested)
            ? fate
            : entry.LostBy is null ? Fate.Refused : Fate.Unknown;

    private void End(LaneEntry<TItem, TResult> entry, BatchOutcome<TResult> outcome)
    {
        if (entry.IsCompleted)
        {
            return;
        }

        if (outcome is { Fate: Fate.Done, Result: { } result })
        {
            books.Complete(entry, result);
        }
        else
        {
            books.Fail(entry, ErrorOf(entry, outcome));
        }
    }

    /// <summary>Once a batch with the entry was lost, no later failure makes it certain that it is not stored.</summary>
    private Exception ErrorOf(LaneEntry<TItem, TResult> entry, BatchOutcome<TResult> outcome) =>
        (outcome.Fate == Fate.Done ? null : entry.LostBy) ?? outcome.Error ?? work.GivenUp(GiveUpReason.NotMentioned);
}
