using Sqs.Client.Diagnostics;

namespace Sqs.Client.Operations;

/// <summary>The table of all actions of the service.</summary>
/// <remarks>
/// Source: the service model, API version 2012-11-05. Where <c>IsIdempotent</c> is absent a repetition changes nothing more: it deletes what is
/// deleted, sets what is set, or hides received messages once more for a while.
/// </remarks>
internal static class SqsOperations
{
    private const int LongestWait = 20;
    private const long LargestEnvelope = 64 * 1024;

    // A body of 1 MiB in which every character is escaped by 6 bytes, and what stands around it.
    private const long LargestMessage = (6 * 1024 * 1024) + LargestEnvelope;

    public static SqsOperation<AddPermissionRequest, AddPermissionResponse> AddPermission { get; } = new()
    {
        Name = "AddPermission",
        QueueUrl = static request => request.QueueUrl,
        Check = RequestRules.AddPermission,
        Write = QueueWire.Write,
        IsVoid = true,
        Read = static (ref _, _, context) => new AddPermissionResponse { Metadata = context.Metadata },
    };

    public static SqsOperation<CancelMessageMoveTaskRequest, CancelMessageMoveTaskResponse> CancelMessageMoveTask { get; } = new()
    {
        Name = "CancelMessageMoveTask",
        Check = RequestRules.CancelMessageMoveTask,
        Write = MoveTaskWire.Write,
        Read = MoveTaskWire.Read,
        Secrets = static request => [request.TaskHandle],
    };

    public static SqsOperation<ChangeMessageVisibilityRequest, ChangeMessageVisibilityResponse> ChangeMessageVisibility { get; } = new()
    {
        Name = "ChangeMessageVisibility",
        QueueUrl = static request => request.QueueUrl,
        Check = RequestRules.ChangeMessageVisibility,
        Write = SettleWire.Write,
        IsVoid = true,
        Read = static (ref _, _, context) => new ChangeMessageVisibilityResponse { Metadata = context.Metadata },
        Kind = MessagingKind.Settle,
        Secrets = static request => [request.ReceiptHandle],
    };

    public static SqsOperation<ChangeMessageVisibilityBatchRequest, ChangeMessageVisibilityBatchResponse> ChangeMessageVisibilityBatch { get; } = new()
    {
        Name = "ChangeMessageVisibilityBatch",
        QueueUrl = static request => request.QueueUrl,
        Check = RequestRules.ChangeMessageVisibilityBatch,
        Write = SettleWire.Write,
        Read = SettleWire.Read,
        Kind = MessagingKind.Settle,
        MessageCount = static (request, _) => request.Entries.Count,
        Secrets = static request => request.Entries.Select(static entry => entry.ReceiptHandle),
    };

    public static SqsOperation<CreateQueueRequest, CreateQueueResponse> CreateQueue { get; } = new()
    {
        Name = "CreateQueue",
        Check = RequestRules.CreateQueue,
        Write = QueueWire.Write,
        Read = QueueWire.Read,
        ReturnedQueueUrls = static response => [response.QueueUrl],
    };

    public static SqsOperation<DeleteMessageRequest, DeleteMessageResponse> DeleteMessage { get; } = new()
    {
        Name = "DeleteMessage",
        QueueUrl = static request => request.QueueUrl,
        Check = RequestRules.DeleteMessage,
        Write = SettleWire.Write,
        IsVoid = true,
        Read = static (ref _, _, context) => new DeleteMessageResponse { Metadata = context.Metadata },
        Kind = MessagingKind.Settle,
        Secrets = static request => [request.ReceiptHandle],
    };

    public static SqsOperation<DeleteMessageBatchRequest, DeleteMessageBatchResponse> DeleteMessageBatch { get; } = new()
    {
        Name = "DeleteMessageBatch",
        QueueUrl = static request => request.QueueUrl,
        Check = RequestRules.DeleteMessageBatch,
        Write = SettleWire.Write,
        Read = SettleWire.Read,
        Kind = MessagingKind.Settle,
        MessageCount = static (request, _) => request.Entries.Count,
        Secrets = static request => request.Entries.Select(static entry => entry.ReceiptHandle),
    };

    public static SqsOperation<DeleteQueueRequest, DeleteQueueResponse> DeleteQueue { get; } = new()
    {
        Name = "DeleteQueue",
        QueueUrl = static request => request.QueueUrl,
        Check = RequestRules.DeleteQueue,
        Write = static (request, writer) => QueueWire.WriteQueueUrl(request.QueueUrl, writer),
        IsVoid = true,
        Read = static (ref _, _, context) => new DeleteQueueResponse { Metadata = context.Metadata },
    };

    public static SqsOperation<GetQueueAttributesRequest, GetQueueAttributesResponse> GetQueueAttributes { get; } = new()
    {
        Name = "GetQueueAttributes",
        QueueUrl = static request => request.QueueUrl,
        Check = RequestRules.GetQueueAttributes,
        Write = QueueWire.Write,
        Read = QueueWire.Read,
    };

    public static SqsOperation<GetQueueUrlRequest, GetQueueUrlResponse> GetQueueUrl { get; } = new()
    {
        Name = "GetQueueUrl",
        Check = RequestRules.GetQueueUrl,
        Write = QueueWire.Write,
        Read = QueueWire.Read,
        ReturnedQueueUrls = static response => [response.QueueUrl],
    };

    public static SqsOperation<ListDeadLetterSourceQueuesRequest, ListDeadLetterSourceQueuesResponse> ListDeadLetterSourceQueues { get; } = new()
    {
        Name = "ListDeadLetterSourceQueues",
        QueueUrl = static request => request.QueueUrl,
        Check = RequestRules.ListDeadLetterSourceQueues,
        Write = QueueWire.Write,
        Read = QueueWire.Read,
        ReturnedQueueUrls = static response => response.QueueUrls,
    };

    public static SqsOperation<ListMessageMoveTasksRequest, ListMessageMoveTasksResponse> ListMessageMoveTasks { get; } = new()
    {
        Name = "ListMessageMoveTasks",
        Check = RequestRules.ListMessageMoveTasks,
        Write = MoveTaskWire.Write,
        Read = MoveTaskWire.Read,
    };

    public static SqsOperation<ListQueuesRequest, ListQueuesResponse> ListQueues { get; } = new()
    {
        Name = "ListQueues",
        Check = RequestRules.ListQueues,
        Write = QueueWire.Write,
        Read = QueueWire.Read,
        ReturnedQueueUrls = static response => response.QueueUrls,
    };

    public static SqsOperation<ListQueueTagsRequest, ListQueueTagsResponse> ListQueueTags { get; } = new()
    {
        Name = "ListQueueTags",
        QueueUrl = static request => request.QueueUrl,
        Check = RequestRules.ListQueueTags,
        Write = static (request, writer) => QueueWire.WriteQueueUrl(request.QueueUrl, writer),
        Read = QueueWire.Read,
    };

    public static SqsOperation<PurgeQueueRequest, PurgeQueueResponse> PurgeQueue { get; } = new()
    {
        Name = "PurgeQueue",
        QueueUrl = static request => request.QueueUrl,
        Check = RequestRules.PurgeQueue,
        Write = static (request, writer) => QueueWire.WriteQueueUrl(request.QueueUrl, writer),
        IsVoid = true,
        Read = static (ref _, _, context) => new PurgeQueueResponse { Metadata = context.Metadata },
        // A second purge would take what was sent after the first one.
        IsIdempotent = static _ => false,
    };

    public static SqsOperation<ReceiveMessageRequest, ReceiveMessageResponse> ReceiveMessage { get; } = new()
    {
        Name = "ReceiveMessage",
        QueueUrl = static request => request.QueueUrl,
        Check = RequestRules.ReceiveMessage,
        Write = ReceiveWire.Write,
        Read = ReceiveWire.Read,
        Kind = MessagingKind.Receive,
        IsLongPoll = true,
        Hold = static request => TimeSpan.FromSeconds(request.WaitTimeSeconds ?? LongestWait),
        ResponseLimit = static request => ((request.MaxNumberOfMessages ?? 1) * LargestMessage) + LargestEnvelope,
        MessageCount = static (_, response) => response is null ? null : response.Messages.Count + response.Damaged.Count,
        Prepare = static request => request.ReceiveRequestAttemptId is null && QueueUrls.IsFifo(request.QueueUrl)
            ? request with { ReceiveRequestAttemptId = Guid.NewGuid().ToString("N") }
            : request,
    };

    public static SqsOperation<RemovePermissionRequest, RemovePermissionResponse> RemovePermission { get; } = new()
    {
        Name = "RemovePermission",
        QueueUrl = static request => request.QueueUrl,
        Check = RequestRules.RemovePermission,
        Write = QueueWire.Write,
        IsVoid = true,
        Read = static (ref _, _, context) => new RemovePermissionResponse { Metadata = context.Metadata },
    };

    public static SqsOperation<SendMessageRequest, SendMessageResponse> SendMessage { get; } = new()
    {
        Name = "SendMessage",
        QueueUrl = static request => request.QueueUrl,
        Check = RequestRules.SendMessage,
        Write = SendWire.Write,
        Read = SendWire.Read,
        Kind = MessagingKind.Send,
        IsIdempotent = static request => QueueUrls.IsFifo(request.QueueUrl),
        Refuse = static response => response.Mismatches.Count == 0 ? null : new SqsChecksumException(response.MessageId, response.Mismatches),
        MessageId = static response => response.MessageId,
    };

    public static SqsOperation<SendMessageBatchRequest, SendMessageBatchResponse> SendMessageBatch { get; } = new()
    {
        Name = "SendMessageBatch",
        QueueUrl = static request => request.QueueUrl,
        Check = RequestRules.SendMessageBatch,
        Write = SendWire.Write,
        Read = SendWire.Read,
        Kind = MessagingKind.Send,
        MessageCount = static (request, _) => request.Entries.Count,
        IsIdempotent = static request => QueueUrls.IsFifo(request.QueueUrl),
    };

    public static SqsOperation<SetQueueAttributesRequest, SetQueueAttributesResponse> SetQueueAttributes { get; } = new()
    {
        Name = "SetQueueAttributes",
        QueueUrl = static request => request.QueueUrl,
        Check = RequestRules.SetQueueAttributes,
        Write = QueueWire.Write,
        IsVoid = true,
        Read = static (ref _, _, context) => new SetQueueAttributesResponse { Metadata = context.Metadata },
    };

    public static SqsOperation<StartMessageMoveTaskRequest, StartMessageMoveTaskResponse> StartMessageMoveTask { get; } = new()
    {
        Name = "StartMessageMoveTask",
        Check = RequestRules.StartMessageMoveTask,
        Write = MoveTaskWire.Write,
        Read = MoveTaskWire.Read,
        // When the first task has ended already, a second one would move what has failed since.
        IsIdempotent = static _ => false,
    };

    public static SqsOperation<TagQueueRequest, TagQueueResponse> TagQueue { get; } = new()
    {
        Name = "TagQueue",
        QueueUrl = static request => request.QueueUrl,
        Check = RequestRules.TagQueue,
        Write = QueueWire.Write,
        IsVoid = true,
        Read = static (ref _, _, context) => new TagQueueResponse { Metadata = context.Metadata },
    };

    public static SqsOperation<UntagQueueRequest, UntagQueueResponse> UntagQueue { get; } = new()
    {
        Name = "UntagQueue",
        QueueUrl = static request => request.QueueUrl,
        Check = RequestRules.UntagQueue,
        Write = QueueWire.Write,
        IsVoid = true,
        Read = static (ref _, _, context) => new UntagQueueResponse { Metadata = context.Metadata },
    };

    /// <summary>Binds a request to its operation, for whoever writes requests without sending them.</summary>
    /// <exception cref="ArgumentException">The request is not one of the 23.</exception>
    public static BoundRequest Writer(ISqsRequest request) => request switch
    {
        AddPermissionRequest typed => BoundRequest.Of(AddPermission, typed),
        CancelMessageMoveTaskRequest typed => BoundRequest.Of(CancelMessageMoveTask, typed),
        ChangeMessageVisibilityRequest typed => BoundRequest.Of(ChangeMessageVisibility, typed),
        ChangeMessageVisibilityBatchRequest typed => BoundRequest.Of(ChangeMessageVisibilityBatch, typed),
        CreateQueueRequest typed => BoundRequest.Of(CreateQueue, typed),
        DeleteMessageRequest typed => BoundRequest.Of(DeleteMessage, typed),
        DeleteMessageBatchRequest typed => BoundRequest.Of(DeleteMessageBatch, typed),
        DeleteQueueRequest typed => BoundRequest.Of(DeleteQueue, typed),
        GetQueueAttributesRequest typed => BoundRequest.Of(GetQueueAttributes, typed),
        GetQueueUrlRequest typed => BoundRequest.Of(GetQueueUrl, typed),
        ListDeadLetterSourceQueuesRequest typed => BoundRequest.Of(ListDeadLetterSourceQueues, typed),
        ListMessageMoveTasksRequest typed => BoundRequest.Of(ListMessageMoveTasks, typed),
        ListQueuesRequest typed => BoundRequest.Of(ListQueues, typed),
        ListQueueTagsRequest typed => BoundRequest.Of(ListQueueTags, typed),
        PurgeQueueRequest typed => BoundRequest.Of(PurgeQueue, typed),
        ReceiveMessageRequest typed => BoundRequest.Of(ReceiveMessage, typed),
        RemovePermissionRequest typed => BoundRequest.Of(RemovePermission, typed),
        SendMessageRequest typed => BoundRequest.Of(SendMessage, typed),
        SendMessageBatchRequest typed => BoundRequest.Of(SendMessageBatch, typed),
        SetQueueAttributesRequest typed => BoundRequest.Of(SetQueueAttributes, typed),
        StartMessageMoveTaskRequest typed => BoundRequest.Of(StartMessageMoveTask, typed),
        TagQueueRequest typed => BoundRequest.Of(TagQueue, typed),
        UntagQueueRequest typed => BoundRequest.Of(UntagQueue, typed),
        _ => throw new ArgumentException("The request is not one of the service's actions.", nameof(request)),
    };
}
