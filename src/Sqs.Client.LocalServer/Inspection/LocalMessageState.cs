namespace Sqs.Client.LocalServer;

/// <summary>Where a message stands.</summary>
public enum LocalMessageState
{
    /// <summary>A receive would find it, unless its FIFO group is busy.</summary>
    Visible,

    /// <summary>It was sent with a delay that is not over.</summary>
    Delayed,

    /// <summary>It was received, and is hidden until it is deleted or its visibility timeout ends.</summary>
    InFlight,
}
