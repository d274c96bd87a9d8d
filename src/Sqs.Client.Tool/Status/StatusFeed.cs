using System.Runtime.CompilerServices;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Tool.Status;

/// <summary>Looks at a server each second.</summary>
/// <param name="server">The server.</param>
/// <param name="region">The region whose queues are shown by their name alone.</param>
/// <param name="account">The account whose queues are.</param>
/// <param name="time">The clock.</param>
internal sealed class StatusFeed(LocalSqs server, string region, string account, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>A report at once, then one each second; ends, without an error, when the token fires.</summary>
    public async IAsyncEnumerable<StatusReport> ReadAsync([EnumeratorCancellation] CancellationToken stop)
    {
        var start = time.GetTimestamp();
        using var timer = new PeriodicTimer(Interval, time);
        StatusSample? before = null;
        do
        {
            var now = Sample(time.GetElapsedTime(start));
            yield return StatusReport.Between(before, now);
            before = now;
        }
        while (await TickAsync(timer, stop).ConfigureAwait(false));
    }

    private static async ValueTask<bool> TickAsync(PeriodicTimer timer, CancellationToken stop)
    {
        try
        {
            return await timer.WaitForNextTickAsync(stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private StatusSample Sample(TimeSpan at) => new(
        at,
        server.RequestCount,
        server.ErrorCount,
        [.. server.Queues.Select(queue => new QueueSample(queue.Arn, LabelOf(queue), queue.Counts, queue.Totals, queue.WaitingReceives))]);

    private string LabelOf(LocalQueue queue)
    {
        string?[] elsewhere =
        [
            string.Equals(queue.Region, region, StringComparison.Ordinal) ? null : queue.Region,
            string.Equals(queue.AccountId, account, StringComparison.Ordinal) ? null : queue.AccountId,
        ];
        var places = string.Join(", ", elsewhere.OfType<string>());
        return places.Length == 0 ? queue.Name : $"{queue.Name} ({places})";
    }
}
