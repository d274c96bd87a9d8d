namespace Sqs.Client;

/// <summary>Why an attempt failed, as far as a decision to try again needs to know.</summary>
public enum SqsFailureKind
{
    /// <summary>It did not fail.</summary>
    None,

    /// <summary>The service refused it, or it cannot be sent; the same request would fail again.</summary>
    Permanent,

    /// <summary>The connection broke, the attempt's deadline passed, the answer was damaged, or the service answered 500, 502, 503 or 504.</summary>
    Transient,

    /// <summary>The service throttled, whatever the HTTP status was.</summary>
    Throttled,

    /// <summary>The service refused the clock of the signature; it has been corrected, and the request can be signed anew.</summary>
    ClockSkew,
}
