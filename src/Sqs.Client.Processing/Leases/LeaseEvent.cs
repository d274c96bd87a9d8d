namespace Sqs.Client.Processing;

/// <summary>What happens to the leases of a queue.</summary>
internal abstract record LeaseEvent
{
    /// <summary>Messages were received.</summary>
    public sealed record Taken(Lease[] Leases) : LeaseEvent;

    /// <summary>A lease has ended, or its deadline is another.</summary>
    public sealed record Changed(Lease Lease) : LeaseEvent;

    /// <summary>A call that extends leases has ended.</summary>
    public sealed record Extended(ExtensionOutcome[] Outcomes) : LeaseEvent;

    /// <summary>The timer fired.</summary>
    public sealed record Ticked : LeaseEvent;

    /// <summary>Nothing is to be extended any more.</summary>
    public sealed record Stopping : LeaseEvent;

    /// <summary>What is still held is lost.</summary>
    public sealed record Ending : LeaseEvent;

    /// <summary>Somebody wants to know how far the loop has come.</summary>
    public sealed record Asked(TaskCompletionSource<LeaseProgress> Answer) : LeaseEvent;
}

/// <summary>How far a loop has come.</summary>
/// <param name="Handled">How many events it has handled.</param>
/// <param name="OnWire">How many calls it has started that have not ended.</param>
internal readonly record struct LeaseProgress(long Handled, int OnWire);

/// <summary>What became of one message of a call that extends.</summary>
/// <param name="Lease">The message.</param>
/// <param name="Verdict">What the service says.</param>
/// <param name="Until">The deadline that was asked for.</param>
internal readonly record struct ExtensionOutcome(Lease Lease, ExtensionVerdict Verdict, TimeSpan Until);

/// <summary>What the service says to an extension.</summary>
internal enum ExtensionVerdict
{
    /// <summary>Nothing, or that it failed: it may succeed later.</summary>
    Again,

    /// <summary>It is done.</summary>
    Done,

    /// <summary>The receipt handle, or the time asked for, is refused for good.</summary>
    Refused,
}
