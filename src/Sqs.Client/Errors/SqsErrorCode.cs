using System.Collections.Frozen;

namespace Sqs.Client;

/// <summary>
/// An error code of the service, open to codes not known today. Services spell many codes in two ways (the shape's name and the older
/// Query code): both compare equal here.
/// </summary>
/// <remarks>Source: the service model's query-compatible error codes (API version 2012-11-05).</remarks>
public readonly struct SqsErrorCode : IEquatable<SqsErrorCode>
{
    private const string Prefix = "AWS.SimpleQueueService.";

    private static readonly FrozenDictionary<string, string> QueryCodeByShape = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["BatchEntryIdsNotDistinct"] = "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
        ["BatchRequestTooLong"] = "AWS.SimpleQueueService.BatchRequestTooLong",
        ["EmptyBatchRequest"] = "AWS.SimpleQueueService.EmptyBatchRequest",
        ["InvalidBatchEntryId"] = "AWS.SimpleQueueService.InvalidBatchEntryId",
        ["KmsAccessDenied"] = "KMS.AccessDeniedException",
        ["KmsDisabled"] = "KMS.DisabledException",
        ["KmsInvalidKeyUsage"] = "KMS.InvalidKeyUsageException",
        ["KmsInvalidState"] = "KMS.InvalidStateException",
        ["KmsNotFound"] = "KMS.NotFoundException",
        ["KmsOptInRequired"] = "KMS.OptInRequired",
        ["KmsThrottled"] = "KMS.ThrottlingException",
        ["MessageNotInflight"] = "AWS.SimpleQueueService.MessageNotInflight",
        ["PurgeQueueInProgress"] = "AWS.SimpleQueueService.PurgeQueueInProgress",
        ["QueueDeletedRecently"] = "AWS.SimpleQueueService.QueueDeletedRecently",
        ["QueueDoesNotExist"] = "AWS.SimpleQueueService.NonExistentQueue",
        ["QueueNameExists"] = "QueueAlreadyExists",
        ["TooManyEntriesInBatchRequest"] = "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
        ["UnsupportedOperation"] = "AWS.SimpleQueueService.UnsupportedOperation",
        ["InvalidParameterValueException"] = "InvalidParameterValue",
        ["MissingRequiredParameterException"] = "MissingParameter",
        ["AccessDeniedException"] = "AccessDenied",
        ["InvalidSignatureException"] = "SignatureDoesNotMatch",
        ["UnrecognizedClientException"] = "InvalidClientTokenId",
        ["MissingAuthenticationTokenException"] = "MissingAuthenticationToken",
        ["IncompleteSignatureException"] = "IncompleteSignature",
        ["ExpiredTokenException"] = "ExpiredToken",
        ["RequestExpiredException"] = "RequestExpired",
        ["RequestTimeTooSkewedException"] = "RequestTimeTooSkewed",
        ["RequestInTheFutureException"] = "RequestInTheFuture",
        ["RequestTimeoutException"] = "RequestTimeout",
        ["RequestThrottledException"] = "RequestThrottled",
        ["ThrottlingException"] = "Throttling",
        ["ServiceUnavailableException"] = "ServiceUnavailable",
        ["InternalFailureException"] = "InternalFailure",
        ["InternalErrorException"] = "InternalError",
        ["UnknownOperationException"] = "InvalidAction",
        ["InvalidActionException"] = "InvalidAction",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly string? _value;

    /// <summary>Wraps a code as the service spelt it.</summary>
    /// <param name="value">The code, in either spelling.</param>
    public SqsErrorCode(string value) => _value = value ?? throw new ArgumentNullException(nameof(value));

    /// <summary>No code: the failure did not come from the service.</summary>
    public static SqsErrorCode None => default;

    /// <summary>Two entries of a batch have the same id.</summary>
    public static SqsErrorCode BatchEntryIdsNotDistinct { get; } = new("BatchEntryIdsNotDistinct");

    /// <summary>A batch is larger than 1,048,576 bytes over all its entries.</summary>
    public static SqsErrorCode BatchRequestTooLong { get; } = new("BatchRequestTooLong");

    /// <summary>A batch without entries.</summary>
    public static SqsErrorCode EmptyBatchRequest { get; } = new("EmptyBatchRequest");

    /// <summary>The host or path is not one of the service's.</summary>
    public static SqsErrorCode InvalidAddress { get; } = new("InvalidAddress");

    /// <summary>A queue attribute that does not exist, or not for this type of queue.</summary>
    public static SqsErrorCode InvalidAttributeName { get; } = new("InvalidAttributeName");

    /// <summary>A queue attribute with a value out of its range.</summary>
    public static SqsErrorCode InvalidAttributeValue { get; } = new("InvalidAttributeValue");

    /// <summary>A batch entry id that is not 1 to 80 letters, digits, hyphens and underscores.</summary>
    public static SqsErrorCode InvalidBatchEntryId { get; } = new("InvalidBatchEntryId");

    /// <summary>A receipt handle that is not valid for the current version of the message.</summary>
    public static SqsErrorCode InvalidIdFormat { get; } = new("InvalidIdFormat");

    /// <summary>A body with characters that the service does not take.</summary>
    public static SqsErrorCode InvalidMessageContents { get; } = new("InvalidMessageContents");

    /// <summary>A member with a value that the service does not take.</summary>
    public static SqsErrorCode InvalidParameterValue { get; } = new("InvalidParameterValue");

    /// <summary>The request was not made over HTTPS, or its signature version is not the fourth.</summary>
    public static SqsErrorCode InvalidSecurity { get; } = new("InvalidSecurity");

    /// <summary>The caller may not use the KMS key.</summary>
    public static SqsErrorCode KmsAccessDenied { get; } = new("KmsAccessDenied");

    /// <summary>The KMS key is disabled.</summary>
    public static SqsErrorCode KmsDisabled { get; } = new("KmsDisabled");

    /// <summary>The KMS key is of the wrong usage.</summary>
    public static SqsErrorCode KmsInvalidKeyUsage { get; } = new("KmsInvalidKeyUsage");

    /// <summary>The KMS key is in a state that does not allow the request.</summary>
    public static SqsErrorCode KmsInvalidState { get; } = new("KmsInvalidState");

    /// <summary>The KMS key does not exist.</summary>
    public static SqsErrorCode KmsNotFound { get; } = new("KmsNotFound");

    /// <summary>The account has no subscription to KMS.</summary>
    public static SqsErrorCode KmsOptInRequired { get; } = new("KmsOptInRequired");

    /// <summary>KMS throttles; retried by the client.</summary>
    public static SqsErrorCode KmsThrottled { get; } = new("KmsThrottled");

    /// <summary>The message is not in flight, so its visibility cannot change.</summary>
    public static SqsErrorCode MessageNotInflight { get; } = new("MessageNotInflight");

    /// <summary>A required member is absent.</summary>
    public static SqsErrorCode MissingParameter { get; } = new("MissingParameter");

    /// <summary>A limit is reached: 120,000 messages in flight, or the size of a policy.</summary>
    public static SqsErrorCode OverLimit { get; } = new("OverLimit");

    /// <summary>The queue was purged less than 60 s ago.</summary>
    public static SqsErrorCode PurgeQueueInProgress { get; } = new("PurgeQueueInProgress");

    /// <summary>A queue of this name was deleted less than 60 s ago.</summary>
    public static SqsErrorCode QueueDeletedRecently { get; } = new("QueueDeletedRecently");

    /// <summary>The queue does not exist.</summary>
    public static SqsErrorCode QueueDoesNotExist { get; } = new("QueueDoesNotExist");

    /// <summary>A queue of this name exists with other attributes.</summary>
    public static SqsErrorCode QueueNameExists { get; } = new("QueueNameExists");

    /// <summary>The receipt handle is not one of this queue's.</summary>
    public static SqsErrorCode ReceiptHandleIsInvalid { get; } = new("ReceiptHandleIsInvalid");

    /// <summary>The service throttles; retried by the client.</summary>
    public static SqsErrorCode RequestThrottled { get; } = new("RequestThrottled");

    /// <summary>The move task or the queue of its ARN does not exist.</summary>
    public static SqsErrorCode ResourceNotFoundException { get; } = new("ResourceNotFoundException");

    /// <summary>A batch of more than 10 entries.</summary>
    public static SqsErrorCode TooManyEntriesInBatchRequest { get; } = new("TooManyEntriesInBatchRequest");

    /// <summary>The action is not supported for this queue.</summary>
    public static SqsErrorCode UnsupportedOperation { get; } = new("UnsupportedOperation");

    /// <summary>The caller is known and may not do this.</summary>
    public static SqsErrorCode AccessDenied { get; } = new("AccessDenied");

    /// <summary>The signature is not the one that the service computed.</summary>
    public static SqsErrorCode SignatureDoesNotMatch { get; } = new("SignatureDoesNotMatch");

    /// <summary>The access key is not known to the service.</summary>
    public static SqsErrorCode InvalidClientTokenId { get; } = new("InvalidClientTokenId");

    /// <summary>The session token has expired.</summary>
    public static SqsErrorCode ExpiredToken { get; } = new("ExpiredToken");

    /// <summary>The code as the service spelt it; empty when there is none.</summary>
    public string Value => _value ?? "";

    /// <summary>The older spelling without its prefix, which some emulators put before codes that never had it.</summary>
    private string QueryCode
    {
        get
        {
            var name = WithoutPrefix(Value);
            return WithoutPrefix(QueryCodeByShape.GetValueOrDefault(name, name));
        }
    }

    /// <summary>True when both are the same code, in either spelling.</summary>
    /// <param name="left">One code.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they are the same.</returns>
    public static bool operator ==(SqsErrorCode left, SqsErrorCode right) => left.Equals(right);

    /// <summary>True when the codes differ.</summary>
    /// <param name="left">One code.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they differ.</returns>
    public static bool operator !=(SqsErrorCode left, SqsErrorCode right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(SqsErrorCode other) => string.Equals(QueryCode, other.QueryCode, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is SqsErrorCode other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(QueryCode);

    /// <summary>The code as the service spelt it.</summary>
    /// <returns>The code.</returns>
    public override string ToString() => Value;

    private static string WithoutPrefix(string code) => code.StartsWith(Prefix, StringComparison.Ordinal) ? code[Prefix.Length..] : code;
}
