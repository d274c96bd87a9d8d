namespace Sqs.Client;

/// <summary>What a statement does for the requests that it fits.</summary>
/// <remarks>Source: "IAM JSON policy elements: Effect" in the IAM User Guide. Without any statement that fits, a request is refused.</remarks>
public enum PolicyEffect
{
    /// <summary>Allows them, unless another statement denies them.</summary>
    Allow,

    /// <summary>Denies them, whatever else allows them.</summary>
    Deny,
}
