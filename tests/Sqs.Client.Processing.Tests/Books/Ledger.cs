using System.Collections.Concurrent;

namespace Sqs.Client.Processing.Tests.Books;

/// <summary>The books: every run of every handler, and which messages the service was made to deliver twice.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentQueue<HandlerRun> _opened = new();
    private readonly ConcurrentDictionary<string, byte> _injected = new(StringComparer.Ordinal);
    private long _sequence;

    /// <summary>The runs of the messages that were sent, once <see cref="Close"/> has been called.</summary>
    public IReadOnlyList<HandlerRun> Runs { get; private set; } = [];

    /// <summary>The runs beyond the first of their message, by the name of their reason.</summary>
    public SortedDictionary<string, int> Reasons { get; } = new(StringComparer.Ordinal);

    public long Next() => Interlocked.Increment(ref _sequence);

    public void Injected(string messageId) => _injected.TryAdd(messageId, 0);

    public HandlerRun Open(int process, int message, Delivery delivery)
    {
        var run = new HandlerRun(process, message, delivery.Message.MessageId, delivery.Message.MessageGroupId ?? "", delivery.ReceiveCount, Next());
        _opened.Enqueue(run);
        return run;
    }

    /// <summary>
    /// Takes the runs of the messages that were sent. A send whose answer was lost is made again and stored twice, under two ids: the second is the one that was
    /// acknowledged, and the books are about that one.
    /// </summary>
    public void Close(IReadOnlyDictionary<int, string> sent) => Runs = [.. _opened.Where(run => sent.GetValueOrDefault(run.Message) == run.MessageId)];

    /// <summary>Every message was handled, or lies among the dead letters.</summary>
    public void NothingIsLost(IReadOnlyDictionary<int, string> sent, IReadOnlySet<int> dead)
    {
        var handled = Runs.Where(run => run.Succeeded is not null).Select(run => run.Message).ToHashSet();
        Assert.DoesNotContain(sent.Keys, message => !handled.Contains(message) && !dead.Contains(message));
    }

    /// <summary>Each run beyond the first of its message has a reason with a name.</summary>
    public void EveryRepetitionIsExplained(IReadOnlyDictionary<int, string> sent)
    {
        foreach (var runs in Runs.GroupBy(run => run.Message))
        {
            var inOrder = runs.OrderBy(run => run.Started).ToList();
            for (var index = 1; index < inOrder.Count; index++)
            {
                var reason = ReasonOf(inOrder[index], inOrder[..index], _injected.ContainsKey(sent[runs.Key]));
                Assert.True(reason is not null, $"Nothing explains {inOrder[index]}, after {string.Join("; ", inOrder[..index])}");
                Reasons[reason] = Reasons.GetValueOrDefault(reason) + 1;
            }
        }
    }

    /// <summary>Within a group a message runs only when every one before it succeeded or is dead; in one process one at a time.</summary>
    public void GroupsAreInOrder(IReadOnlySet<int> dead)
    {
        foreach (var group in Runs.GroupBy(run => run.Group))
        {
            var runs = group.OrderBy(run => run.Started).ToList();
            var successes = runs.Where(run => run.Succeeded is not null).GroupBy(run => run.Message).ToDictionary(each => each.Key, each => each.Min(run => run.Succeeded!.Value));
            foreach (var run in runs)
            {
                var early = runs.Select(other => other.Message).Distinct()
                    .Where(message => message < run.Message && !dead.Contains(message) && !(successes.TryGetValue(message, out var moment) && moment < run.Started));
                Assert.True(!early.Any(), $"{run} started before {string.Join(", ", early)}");
                var beside = runs.Where(other => other != run && other.Process == run.Process && other.Started < run.Started && !(other.Ended < run.Started));
                Assert.True(!beside.Any(), $"{run} started while {string.Join("; ", beside)} ran");
            }
        }
    }

    private static string? ReasonOf(HandlerRun run, IReadOnlyList<HandlerRun> before, bool isInjected)
    {
        // The latest run that gave the message up is the reason; one that is still held or was deleted explains nothing.
        var reason = before.LastOrDefault(earlier => earlier.Lease is LeaseEnd.Abandoned or LeaseEnd.Released or LeaseEnd.Lost or LeaseEnd.DeleteLost)?.Lease;
        return reason switch
        {
            LeaseEnd.Abandoned => "failed or abandoned",
            LeaseEnd.Released => "released on stop",
            LeaseEnd.Lost => "lease lost",
            LeaseEnd.DeleteLost => "delete lost",
            _ => isInjected && before.All(earlier => earlier.ReceiveCount != run.ReceiveCount) ? "injected duplicate" : null,
        };
    }
}
