namespace Sqs.Client.Diagnostics;

/// <summary>How a call ended, as traces and metrics tell it.</summary>
internal readonly record struct CallOutcome
{
    /// <summary>How many attempts were made.</summary>
    public required int Attempts { get; init; }

    /// <summary>How many messages were sent, received or settled; null where there is no such number.</summary>
    public int? Messages { get; init; }

    /// <summary>The id of the one message that the call was about.</summary>
    public string? MessageId { get; init; }

    public string? RequestId { get; init; }

    /// <summary>The code or type of the error; null when the call succeeded.</summary>
    public string? ErrorType { get; init; }

    /// <summary>How many bodies came without a digest.</summary>
    public int Unverified { get; init; }
}
