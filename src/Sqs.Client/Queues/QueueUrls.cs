namespace Sqs.Client;

/// <summary>What a queue URL tells about its queue: the last part of it is the name, with or without a slash behind.</summary>
internal static class QueueUrls
{
    public static ReadOnlySpan<char> NameOf(string url)
    {
        var trimmed = url.AsSpan().TrimEnd('/');
        return trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }

    /// <summary>True when the queue is a FIFO queue, by its name.</summary>
    public static bool IsFifo(string url) => NameOf(url).EndsWith(".fifo", StringComparison.Ordinal);
}
