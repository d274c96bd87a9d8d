namespace Sqs.Client;

/// <summary>What one poll in one region came to.</summary>
public sealed record RegionalReceive
{
    /// <summary>The region.</summary>
    public required string Region { get; init; }

    /// <summary>How the poll ended.</summary>
    public required RegionalOutcome Outcome { get; init; }

    /// <summary>The queue in that region, to delete and to extend with; null where there is none or it could not be looked up.</summary>
    public SqsQueue? Queue { get; init; }

    /// <summary>The service's answer; one without messages unless the outcome is <see cref="RegionalOutcome.Received"/>.</summary>
    public ReceiveMessageResponse Response { get; init; } = new();

    /// <summary>What failed; null unless the outcome is <see cref="RegionalOutcome.Failed"/>.</summary>
    public SqsException? Error { get; init; }
}

/// <summary>How a poll in one of several regions ended.</summary>
public enum RegionalOutcome
{
    /// <summary>The service answered, with messages or without.</summary>
    Received,

    /// <summary>The region has no queue of that name, or the caller may not see it.</summary>
    NoQueue,

    /// <summary>The lookup or the poll failed; other regions go on.</summary>
    Failed,
}
