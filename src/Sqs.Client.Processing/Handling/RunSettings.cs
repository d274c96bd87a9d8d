namespace Sqs.Client.Processing;

/// <summary>How handlers are run and what becomes of messages whose handler failed.</summary>
/// <param name="HandlerTimeout">The longest that a handler may take; null for no bound.</param>
/// <param name="Retry">How long a message stays invisible after a failure.</param>
/// <param name="Failures">What becomes of a message by the exception; the first that knows it decides. Null means it does not know.</param>
/// <param name="Undeserializable">What becomes of a message whose body cannot be read.</param>
/// <param name="DeadLetterQueue">Name or URL; null for that of the queue's redrive policy.</param>
/// <param name="Deduplication">Remembers what was handled; null for nothing.</param>
/// <param name="DeduplicationKey">The key of a message.</param>
/// <param name="DeduplicationClaim">How long a claim holds.</param>
/// <param name="DeduplicationTime">How long it is remembered that a message was handled.</param>
/// <param name="OnFailure">Told of each failure before the message is settled; null for nobody.</param>
/// <param name="Clock">The time.</param>
/// <param name="Random">Random numbers from 0 to below 1.</param>
internal sealed record RunSettings(
    TimeSpan? HandlerTimeout,
    VisibilityBackoff Retry,
    IReadOnlyList<Func<Exception, FailureAction?>> Failures,
    FailureAction Undeserializable,
    string? DeadLetterQueue,
    IDeduplicationStore? Deduplication,
    Func<Delivery, string> DeduplicationKey,
    TimeSpan DeduplicationClaim,
    TimeSpan DeduplicationTime,
    Action<Delivery, Exception>? OnFailure,
    ProcessingClock Clock,
    Func<double> Random);
