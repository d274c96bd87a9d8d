using System.Runtime.CompilerServices;

namespace Sqs.Client.Tool.Stats;

/// <summary>Asks for the depth of queues, once or again and again.</summary>
internal sealed class DepthFeed(ISqsClient client, IReadOnlyList<SqsQueue> queues, TimeProvider time)
{
    /// <summary>Asks once, for all queues at the same time.</summary>
    public async Task<DepthReport> ReadAsync(CancellationToken stop)
    {
        var samples = await Task.WhenAll(queues.Select(queue => SampleAsync(queue, stop))).ConfigureAwait(false);
        return new DepthReport(time.GetUtcNow(), samples);
    }

    /// <summary>Asks at once, then at each interval; ends, without an error, when the token fires.</summary>
    public async IAsyncEnumerable<DepthReport> FollowAsync(TimeSpan interval, [EnumeratorCancellation] CancellationToken stop)
    {
        using var timer = new PeriodicTimer(interval, time);
        do
        {
            if (await UnlessStoppedAsync(async () => await ReadAsync(stop).ConfigureAwait(false), stop).ConfigureAwait(false) is not { } report)
            {
                yield break;
            }

            yield return report;
        }
        while (await UnlessStoppedAsync(() => timer.WaitForNextTickAsync(stop).AsTask(), stop).ConfigureAwait(false));
    }

    private static async Task<T?> UnlessStoppedAsync<T>(Func<Task<T>> work, CancellationToken stop)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return default;
        }
    }

    private async Task<DepthSample> SampleAsync(SqsQueue queue, CancellationToken stop)
    {
        var answer = await client.GetQueueAttributesAsync(
            new GetQueueAttributesRequest { QueueUrl = queue.Url, AttributeNames = DepthSample.Attributes }, stop).ConfigureAwait(false);
        return DepthSample.Of(queue, answer.Attributes);
    }
}
