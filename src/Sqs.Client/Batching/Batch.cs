namespace Sqs.Client.Batching;

/// <summary>Packs items into batches: in their order, by count and by bytes. Pure; knows nothing of what the items are.</summary>
internal static class Batch
{
    /// <summary>How many of the items from <paramref name="start"/> on fit into one batch: at least 1, so that an oversized item is not waited for.</summary>
    public static int Fill<T>(IReadOnlyList<T> items, int start, int mostItems, long mostBytes, Func<T, long> sizeOf)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(start, items.Count);
        var bytes = sizeOf(items[start]);
        var end = start + 1;
        while (end < items.Count && end - start < mostItems && (bytes += sizeOf(items[end])) <= mostBytes)
        {
            end++;
        }

        return end - start;
    }
}
