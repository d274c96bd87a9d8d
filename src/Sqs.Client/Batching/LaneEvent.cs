namespace Sqs.Client.Batching;

/// <summary>What the loop of a lane is told.</summary>
internal readonly record struct LaneEvent(LaneEventKind Kind, object? Subject = null, long Number = 0);

/// <summary>The kinds of what the loop of a lane is told.</summary>
internal enum LaneEventKind
{
    /// <summary>An entry has room.</summary>
    Admitted,

    /// <summary>The caller of an entry cancelled.</summary>
    Cancelled,

    /// <summary>A batch came back.</summary>
    Returned,

    /// <summary>The timer fired.</summary>
    Tick,

    /// <summary>Somebody waits for all that was accepted so far.</summary>
    Flush,

    /// <summary>The most bytes of a batch have become fewer.</summary>
    Lower,

    /// <summary>All that waits is to go out now, from now on.</summary>
    Drain,

    /// <summary>What was never cut is given up.</summary>
    GiveUpWaiting,

    /// <summary>Everything is given up.</summary>
    Abort,
}
