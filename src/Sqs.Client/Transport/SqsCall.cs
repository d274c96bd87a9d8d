using Polly;

namespace Sqs.Client.Transport;

/// <summary>What stays the same over the attempts of one call, for the strategies that decide between them.</summary>
internal sealed class SqsCall
{
    /// <summary>Where a call is found in the context of its resilience pipeline.</summary>
    public static readonly ResiliencePropertyKey<SqsCall> Key = new("Sqs.Client.Call");

    public required string Action { get; init; }

    public required SqsCallOptions? Options { get; init; }

    /// <summary>The moment after which nothing is begun any more.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>How long one attempt may take.</summary>
    public required TimeSpan AttemptTimeout { get; init; }

    public required bool IsLongPoll { get; init; }

    /// <summary>True when the service may hold the request, and the connection with it, until a message comes.</summary>
    public required bool HoldsConnection { get; init; }

    /// <summary>True when the request may be sent again although the service may have carried it out.</summary>
    public required bool MayResendUnknown { get; init; }

    public int Attempts { get; set; }

    public bool ClockCorrected { get; set; }

    /// <summary>True once an attempt ended so that the service may have carried it out; no later refusal makes that undone.</summary>
    public bool OutcomeUnknown { get; set; }

    /// <summary>How many bodies of the answer came without a digest.</summary>
    public int UnverifiedDigests { get; set; }
}
