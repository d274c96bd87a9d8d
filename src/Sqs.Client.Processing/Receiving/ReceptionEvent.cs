namespace Sqs.Client.Processing;

/// <summary>What a reception's loop is told.</summary>
internal abstract record ReceptionEvent
{
    /// <summary>A poll was answered.</summary>
    public sealed record Answered(ReceptionPoll Poll, PollHarvest Harvest) : ReceptionEvent;

    /// <summary>A poll failed.</summary>
    public sealed record Failed(ReceptionPoll Poll, Exception Error) : ReceptionEvent;

    /// <summary>A poll was cancelled by the loop.</summary>
    public sealed record Cancelled(ReceptionPoll Poll) : ReceptionEvent;

    /// <summary>The hold on a fetched message ended.</summary>
    public sealed record Settled(HeldMessage Message, LeaseEnd End) : ReceptionEvent;

    /// <summary>The work on a message ended, and its place is free.</summary>
    public sealed record WorkEnded(HeldMessage Message) : ReceptionEvent;

    /// <summary>A release ended.</summary>
    public sealed record Released : ReceptionEvent;

    /// <summary>The capacity may have room now.</summary>
    public sealed record Woken : ReceptionEvent;

    /// <summary>The timer fired.</summary>
    public sealed record Ticked : ReceptionEvent;

    /// <summary>The pause after a failure of the loop is over.</summary>
    public sealed record BackedOff : ReceptionEvent;

    /// <summary>Somebody wants it to run, pause or stop, and waits until it does.</summary>
    public sealed record Ordered(ReceptionOrder Order, TaskCompletionSource Done) : ReceptionEvent;

    /// <summary>Whoever stops it does not wait for running polls any more.</summary>
    public sealed record Aborted : ReceptionEvent;

    /// <summary>A test asks how much was handled.</summary>
    public sealed record Asked(TaskCompletionSource<long> Answer) : ReceptionEvent;
}
