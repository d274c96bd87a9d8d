namespace Sqs.Client.Processing;

/// <summary>What became of a message.</summary>
internal enum RunOutcome
{
    /// <summary>It was handled and is deleted.</summary>
    Completed,

    /// <summary>It comes again after the back-off.</summary>
    Failed,

    /// <summary>It was given back without a failure: the work was stopped, or it is being done elsewhere.</summary>
    Released,

    /// <summary>Others may have it.</summary>
    Lost,

    /// <summary>It was to be deleted and the service did not acknowledge it: it may come again.</summary>
    DeleteLost,

    /// <summary>It lies in the dead-letter queue.</summary>
    DeadLettered,

    /// <summary>It was deleted after a failure, as a rule wanted it.</summary>
    Discarded,

    /// <summary>It had been handled before, and is deleted.</summary>
    Duplicate,
}

/// <summary>The outcomes as metrics and traces spell them.</summary>
internal static class RunOutcomes
{
    public static string Tag(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Completed => "completed",
        RunOutcome.Failed => "failed",
        RunOutcome.Released => "released",
        RunOutcome.Lost => "lost",
        RunOutcome.DeleteLost => "delete_lost",
        RunOutcome.DeadLettered => "dead_lettered",
        RunOutcome.Discarded => "discarded",
        _ => "duplicate",
    };
}
