using System.Collections.Frozen;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Json;

/// <summary>The type of an error in the JSON protocol: its shape, in the namespace of the service model or of the framework before it.</summary>
internal static class JsonErrorType
{
    private const string ServiceNamespace = "com.amazonaws.sqs#";
    private const string FrameworkNamespace = "com.amazon.coral.service#";
    private const string Prefix = "AWS.SimpleQueueService.";

    /// <summary>The errors of the service model; all others are those of the framework.</summary>
    private static readonly FrozenSet<string> Modelled = new[]
    {
        "BatchEntryIdsNotDistinct",
        "BatchRequestTooLong",
        "EmptyBatchRequest",
        "InvalidAddress",
        "InvalidAttributeName",
        "InvalidAttributeValue",
        "InvalidBatchEntryId",
        "InvalidIdFormat",
        "InvalidMessageContents",
        "InvalidSecurity",
        "KmsAccessDenied",
        "KmsDisabled",
        "KmsInvalidKeyUsage",
        "KmsInvalidState",
        "KmsNotFound",
        "KmsOptInRequired",
        "KmsThrottled",
        "MessageNotInflight",
        "OverLimit",
        "PurgeQueueInProgress",
        "QueueDeletedRecently",
        "QueueDoesNotExist",
        "QueueNameExists",
        "ReceiptHandleIsInvalid",
        "RequestThrottled",
        "ResourceNotFoundException",
        "TooManyEntriesInBatchRequest",
        "UnsupportedOperation",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Codes of the Query protocol whose shape has another name.</summary>
    private static readonly FrozenDictionary<string, string> Renamed = new Dictionary<string, string>
    {
        ["NonExistentQueue"] = "QueueDoesNotExist",
        ["QueueAlreadyExists"] = "QueueNameExists",
        ["KMS.AccessDeniedException"] = "KmsAccessDenied",
        ["KMS.DisabledException"] = "KmsDisabled",
        ["KMS.InvalidKeyUsageException"] = "KmsInvalidKeyUsage",
        ["KMS.InvalidStateException"] = "KmsInvalidState",
        ["KMS.NotFoundException"] = "KmsNotFound",
        ["KMS.OptInRequired"] = "KmsOptInRequired",
        ["KMS.ThrottlingException"] = "KmsThrottled",
        ["InvalidParameterValue"] = "InvalidParameterValueException",
        ["MissingParameter"] = "MissingRequiredParameterException",
        ["AccessDenied"] = "AccessDeniedException",
        ["InvalidClientTokenId"] = "UnrecognizedClientException",
        ["SignatureDoesNotMatch"] = "InvalidSignatureException",
        ["IncompleteSignature"] = "IncompleteSignatureException",
        ["MissingAuthenticationToken"] = "MissingAuthenticationTokenException",
        ["ExpiredToken"] = "ExpiredTokenException",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static string Of(SqsFault fault)
    {
        // A fault that a test asked for is known by its code alone.
        var name = fault.Shape.StartsWith(Prefix, StringComparison.Ordinal) ? fault.Shape[Prefix.Length..] : fault.Shape;
        var shape = Renamed.GetValueOrDefault(name, name);
        return (Modelled.Contains(shape) ? ServiceNamespace : FrameworkNamespace) + shape;
    }
}
