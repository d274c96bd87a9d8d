namespace Sqs.Client.Processing;

/// <summary>How the hold on a received message ended.</summary>
public enum LeaseEnd
{
    /// <summary>The message was completed and the service acknowledged that it is deleted.</summary>
    Completed,

    /// <summary>The message was given back after a failure; it becomes visible after its delay.</summary>
    Abandoned,

    /// <summary>The message was given back without having been worked on, or when the work was stopped; it is visible at once.</summary>
    Released,

    /// <summary>The message may be visible to others: its visibility timeout passed, or the service refused its receipt handle.</summary>
    Lost,

    /// <summary>The message was completed and the service did not acknowledge that it is deleted: it may come again.</summary>
    DeleteLost,
}
