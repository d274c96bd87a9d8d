namespace Sqs.Client.Buffering;

/// <summary>What can happen to the receives of a queue.</summary>
internal abstract record ReceiveEvent
{
    /// <summary>Somebody wants messages.</summary>
    internal sealed record Called(WaitingCaller Caller) : ReceiveEvent;

    /// <summary>Somebody was cancelled.</summary>
    internal sealed record Cancelled(WaitingCaller Caller) : ReceiveEvent;

    /// <summary>A poll was answered.</summary>
    internal sealed record Answered(ReceivePoll Poll, ReceiveHarvest Harvest) : ReceiveEvent;

    /// <summary>A poll failed.</summary>
    internal sealed record Failed(ReceivePoll Poll, Exception Error) : ReceiveEvent;

    /// <summary>What must be known of the queue was read.</summary>
    internal sealed record Learnt(QueueFact Fact) : ReceiveEvent;

    /// <summary>It could not be read.</summary>
    internal sealed record NotLearnt(Exception Error) : ReceiveEvent;

    /// <summary>The timer fired.</summary>
    internal sealed record Ticked : ReceiveEvent;

    /// <summary>Messages were released, or it was tried.</summary>
    internal sealed record Released : ReceiveEvent;

    /// <summary>The client is being disposed.</summary>
    internal sealed record Stopping : ReceiveEvent;

    /// <summary>The time for that is over.</summary>
    internal sealed record Aborted : ReceiveEvent;

    /// <summary>Somebody asks how many events were handled, this kind not counted.</summary>
    internal sealed record Asked(TaskCompletionSource<long> Answer) : ReceiveEvent;
}
