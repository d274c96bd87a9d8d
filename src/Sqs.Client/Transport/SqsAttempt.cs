namespace Sqs.Client;

/// <summary>
/// How one attempt of a call ended: the value that resilience strategies judge. Attempts do not throw, so a strategy is told by its
/// <c>ShouldHandle</c> what counts as a failure; <see cref="IsTransient"/>, <see cref="IsThrottled"/> and <see cref="IsRetryable"/> are ready-made.
/// </summary>
public sealed class SqsAttempt
{
    private SqsAttempt(object? response, SqsResponseMetadata metadata, SqsException? error, SqsFailureKind kind, TimeSpan? retryAfter)
    {
        Response = response;
        Metadata = metadata;
        Error = error;
        FailureKind = kind;
        RetryAfter = retryAfter;
    }

    /// <summary>True when the service carried out the action and its answer could be read.</summary>
    public bool Succeeded => Error is null;

    /// <summary>Why the attempt failed; null when it did not.</summary>
    public SqsException? Error { get; }

    /// <summary>What kind of failure it is.</summary>
    public SqsFailureKind FailureKind { get; }

    /// <summary>How long the service asks to wait (<c>x-amz-retry-after</c>); null when it does not.</summary>
    public TimeSpan? RetryAfter { get; }

    internal object? Response { get; }

    internal SqsResponseMetadata Metadata { get; }

    /// <summary>True for a failure of the moment: a broken connection, a passed deadline, a damaged answer, 500, 502, 503 or 504.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <returns>True for a failure of the moment.</returns>
    public static bool IsTransient(SqsAttempt attempt) => attempt.FailureKind == SqsFailureKind.Transient;

    /// <summary>True when the service throttled.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <returns>True when the service throttled.</returns>
    public static bool IsThrottled(SqsAttempt attempt) => attempt.FailureKind == SqsFailureKind.Throttled;

    /// <summary>True when the same request may succeed if it is tried again.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <returns>True when trying again makes sense.</returns>
    public static bool IsRetryable(SqsAttempt attempt) =>
        attempt.FailureKind is SqsFailureKind.Transient or SqsFailureKind.Throttled or SqsFailureKind.ClockSkew;

    internal static SqsAttempt Success(object response, SqsResponseMetadata metadata) => new(response, metadata, null, SqsFailureKind.None, null);

    internal static SqsAttempt Failure(SqsException error, SqsFailureKind kind, TimeSpan? retryAfter = null) =>
        new(null, SqsResponseMetadata.None, error, kind, retryAfter);
}
