using System.Collections.Concurrent;
using System.Globalization;

namespace Sqs.Client.Faults.Books;

/// <summary>
/// The books of one queue: what was attempted, acknowledged, delivered and deleted, and each call that failed. Thread-safe. Messages are numbers from 0;
/// what is kept of each is allocated at once, so that a long run can be seen not to grow.
/// </summary>
internal sealed class Ledger(int messages, TimeProvider time)
{
    private const int IsAttempted = 1;
    private const int IsAcknowledged = 2;

    private readonly int[] _sent = new int[messages];
    private readonly long[] _firstId = new long[messages];
    private readonly Dictionary<(int Number, long Mark), int> _otherIds = new(messages / 8);
    private readonly ConcurrentDictionary<int, ConcurrentQueue<int>> _groups = [];
    private readonly ConcurrentDictionary<string, int> _surfaced = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<Exception> _foreign = [];
    private readonly ConcurrentQueue<string> _unexpected = [];
    private long _calls;
    private long _deleted;
    private long _again;
    private long _longest;
    private long _firstSuccess = long.MaxValue;

    public int Attempted => _sent.Count(flags => flags != 0);

    public int Acknowledged => _sent.Count(flags => flags == (IsAttempted | IsAcknowledged));

    /// <summary>How many different messages came.</summary>
    public int Delivered => _firstId.Count(id => id != 0);

    public long Deleted => Interlocked.Read(ref _deleted);

    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>Acknowledged and never delivered.</summary>
    public int Lost => Enumerable.Range(0, messages).Count(number => (_sent[number] & IsAcknowledged) != 0 && _firstId[number] == 0);

    /// <summary>Delivered though it was never sent, or not as it was sent: their ids.</summary>
    public IReadOnlyCollection<string> Unexpected => _unexpected;

    /// <summary>Delivered though its send failed.</summary>
    public int Recovered => Enumerable.Range(0, messages).Count(number => (_sent[number] & IsAcknowledged) == 0 && _firstId[number] != 0);

    /// <summary>Messages stored once more, by a send whose first attempt had been stored.</summary>
    public int Copies => _otherIds.Count;

    /// <summary>Deliveries beyond the first of one stored message.</summary>
    public long Again => Interlocked.Read(ref _again) + _otherIds.Values.Sum() - _otherIds.Count;

    /// <summary>Failed calls by the kind of their exception.</summary>
    public IReadOnlyDictionary<string, int> Surfaced => new SortedDictionary<string, int>(_surfaced, StringComparer.Ordinal);

    /// <summary>Exceptions that are none of the library's.</summary>
    public IReadOnlyCollection<Exception> Foreign => _foreign;

    public TimeSpan LongestCall => time.GetElapsedTime(0, Interlocked.Read(ref _longest));

    /// <summary>When the first call succeeded after <see cref="WaitForSuccess"/>, or null.</summary>
    public long? FirstSuccess => Interlocked.Read(ref _firstSuccess) is var first and not long.MaxValue ? first : null;

    /// <summary>Messages of one group that were delivered first after a later one.</summary>
    private IEnumerable<string> OutOfOrder()
    {
        foreach (var (group, numbers) in _groups)
        {
            var (seen, last) = (new HashSet<int>(), -1);
            foreach (var number in numbers.Where(seen.Add))
            {
                if (number < last)
                {
                    yield return $"{number} of group {group} came first after {last}";
                }

                last = Math.Max(last, number);
            }
        }
    }

    /// <summary>What no run may show; empty if there is nothing.</summary>
    /// <param name="isFifo">Whether copies and another order are offences too.</param>
    public IEnumerable<string> Offences(bool isFifo)
    {
        (string What, long Count)[] zeros = [("lost", Lost), ("unexpected", Unexpected.Count), ("stored twice in a FIFO queue", isFifo ? Copies : 0)];
        return Counted(zeros)
            .Concat(Foreign.Select(error => $"an exception not of the library: {error}"))
            .Concat(isFifo ? OutOfOrder() : []);
    }

    /// <summary>A text for each count that is not 0.</summary>
    public static IEnumerable<string> Counted(IEnumerable<(string What, long Count)> zeros) =>
        zeros.Where(zero => zero.Count != 0).Select(zero => string.Create(CultureInfo.InvariantCulture, $"{zero.Count} {zero.What}"));

    public void Attempt(int number) => Interlocked.Or(ref _sent[number], IsAttempted);

    public void Acknowledge(int number) => Interlocked.Or(ref _sent[number], IsAcknowledged);

    public void Delete(int count) => Interlocked.Add(ref _deleted, count);

    /// <summary>Forgets what succeeded so far: the next success is the first.</summary>
    public void WaitForSuccess() => Interlocked.Exchange(ref _firstSuccess, long.MaxValue);

    /// <summary>Writes down a delivery.</summary>
    /// <param name="message">What came.</param>
    /// <param name="group">Its group, if the queue has some.</param>
    public void Deliver(Message message, int? group)
    {
        if (MessageText.NumberOf(message.Body) is not { } number || number >= messages || _sent[number] == 0)
        {
            _unexpected.Enqueue(message.MessageId);
            return;
        }

        var id = Mark(message.MessageId);
        var first = Interlocked.CompareExchange(ref _firstId[number], id, comparand: 0);
        if (first == id)
        {
            _ = Interlocked.Increment(ref _again);
        }
        else if (first != 0)
        {
            lock (_otherIds)
            {
                _otherIds[(number, id)] = _otherIds.GetValueOrDefault((number, id)) + 1;
            }
        }

        if (group is { } key)
        {
            _groups.GetOrAdd(key, static _ => []).Enqueue(number);
        }
    }

    /// <summary>Makes a call and writes down how it went.</summary>
    /// <returns>The answer, or null if it failed or was given up.</returns>
    public async Task<T?> CallAsync<T>(Func<Task<T>> call, CancellationToken stop = default)
        where T : class
    {
        var started = time.GetTimestamp();
        _ = Interlocked.Increment(ref _calls);
        try
        {
            var answer = await call();
            _ = Interlocked.CompareExchange(ref _firstSuccess, time.GetTimestamp(), long.MaxValue);
            return answer;
        }
        catch (SqsException error)
        {
            _ = _surfaced.AddOrUpdate($"{error.GetType().Name} {error.ErrorCode}".TrimEnd(), 1, static (_, count) => count + 1);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
#pragma warning disable CA1031 // Any other exception is a finding, and is reported.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _foreign.Enqueue(error);
        }
        finally
        {
            Raise(ref _longest, time.GetTimestamp() - started);
        }

        return null;
    }

    /// <summary>Stands for an id without keeping it; never 0. Two ids of one number that look alike are one in 4 billion.</summary>
    private static long Mark(string messageId) => ((long)StringComparer.Ordinal.GetHashCode(messageId) << 1) | 1;

    private static void Raise(ref long target, long value)
    {
        for (var seen = Interlocked.Read(ref target); value > seen; seen = Interlocked.Read(ref target))
        {
            _ = Interlocked.CompareExchange(ref target, value, seen);
        }
    }
}
