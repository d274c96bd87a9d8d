namespace Sqs.Client.Processing;

/// <summary>What a processor is doing.</summary>
public enum ProcessorState
{
    /// <summary>It was not started.</summary>
    New,

    /// <summary>It looks for its queue.</summary>
    Opening,

    /// <summary>It fetches and handles messages.</summary>
    Running,

    /// <summary>It fetches nothing; what was being handled goes on.</summary>
    Paused,

    /// <summary>It is being stopped.</summary>
    Stopping,

    /// <summary>It has ended.</summary>
    Stopped,
}
