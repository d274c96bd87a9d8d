namespace Sqs.Client.Buffering;

/// <summary>How far the end of a queue's loop has come.</summary>
/// <param name="drainsUntil">Until when running polls may go on.</param>
internal sealed class ReceiveStop(TimeSpan drainsUntil)
{
    /// <summary>Until when running polls may go on; null when they have been told to end.</summary>
    public TimeSpan? DrainsUntil { get; private set; } = drainsUntil;

    public bool IsAborted { get; private set; }

    /// <summary>True when nothing is left to wait for.</summary>
    public bool IsDone { get; set; }

    public void Abort() => IsAborted = true;

    /// <summary>True from the moment at which polls are to end.</summary>
    public bool IsDrained(TimeSpan now)
    {
        DrainsUntil = DrainsUntil <= now ? null : DrainsUntil;
        return DrainsUntil is null;
    }
}
