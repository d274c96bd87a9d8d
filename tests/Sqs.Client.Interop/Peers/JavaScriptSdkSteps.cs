namespace Sqs.Client.Interop.Peers;

/// <summary>The steps of the AWS SDK for JavaScript, the same for its versions of both protocols.</summary>
internal static class JavaScriptSdkSteps
{
    private static readonly string[] Work =
    [
        "create, get url", "queue attributes", "tags", "permissions", "pages of queues", "attributes of all types, unicode", "attributes by name", "visibility",
        "batches", "batches that fail in part", "delays, long poll", "fifo order, deduplication, groups", "dead letters", "move tasks", "purge", "delete queue",
        "every action was answered",
    ];

    private static readonly string[] Errors =
    [
        "QueueDoesNotExist AWS.SimpleQueueService.NonExistentQueue",
        "QueueNameExists QueueAlreadyExists",
        "QueueDeletedRecently AWS.SimpleQueueService.QueueDeletedRecently",
        "PurgeQueueInProgress AWS.SimpleQueueService.PurgeQueueInProgress",
        "InvalidAddress InvalidAddress",
        "InvalidAttributeName InvalidAttributeName",
        "InvalidAttributeValue InvalidAttributeValue",
        "InvalidMessageContents InvalidMessageContents",
        "ReceiptHandleIsInvalid ReceiptHandleIsInvalid",
        "EmptyBatchRequest AWS.SimpleQueueService.EmptyBatchRequest",
        "TooManyEntriesInBatchRequest AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
        "InvalidBatchEntryId AWS.SimpleQueueService.InvalidBatchEntryId",
        "BatchEntryIdsNotDistinct AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
        "BatchRequestTooLong AWS.SimpleQueueService.BatchRequestTooLong",
        "UnsupportedOperation AWS.SimpleQueueService.UnsupportedOperation",
        "OverLimit OverLimit",
        "ResourceNotFoundException ResourceNotFoundException",
        "InvalidParameterValueException InvalidParameterValue",
        "MissingRequiredParameterException MissingParameter",
        "UnrecognizedClientException InvalidClientTokenId",
        "InvalidSignatureException SignatureDoesNotMatch",
        "temporary credentials",
        .. NodeSteps.InjectedErrors,
        "throttled twice, then answered",
        "a clock an hour behind the server's",
    ];

    public static Task WorkAsync(string node, string package, string protocol) => NodeSteps.RunAsync(node, package, ["client_steps.mjs", package, protocol], Work);

    public static Task FailAsync(string node, string package) => NodeSteps.RunAsync(node, package, ["error_steps.mjs", package], Errors);
}
