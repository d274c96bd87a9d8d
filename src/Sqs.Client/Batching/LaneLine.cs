namespace Sqs.Client.Batching;

/// <summary>Where a line stands.</summary>
internal enum LineState
{
    /// <summary>Nothing of it waits for a batch.</summary>
    Empty,

    /// <summary>Its entries may be cut.</summary>
    Ready,

    /// <summary>A batch with its key is on the wire, and its entries wait for that.</summary>
    OnWire,

    /// <summary>Its first entries pause before they go out again.</summary>
    Resting,
}

/// <summary>Entries that keep their order: those of one key, or those without any.</summary>
/// <param name="key">The key; null for entries without any.</param>
internal sealed class LaneLine<TItem, TResult>(string? key)
    where TItem : class
    where TResult : class
{
    public string? Key { get; } = key;

    public LinkedList<LaneEntry<TItem, TResult>> Entries { get; } = [];

    public LineState State { get; set; }

    /// <summary>The sequence of the head by which it is found among the ready lines; -1 when it is not among them.</summary>
    public long Offered { get; set; } = -1;

    public long Bytes { get; set; }

    public LaneEntry<TItem, TResult>? Head => Entries.First?.Value;
}
