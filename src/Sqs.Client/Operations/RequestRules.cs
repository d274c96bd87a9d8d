namespace Sqs.Client.Operations;

/// <summary>A stub until the rules arrive: refuses nothing.</summary>
internal static class RequestRules
{
    public static void AddPermission(AddPermissionRequest request) => _ = request;

    public static void CancelMessageMoveTask(CancelMessageMoveTaskRequest request) => _ = request;

    public static void ChangeMessageVisibility(ChangeMessageVisibilityRequest request) => _ = request;

    public static void ChangeMessageVisibilityBatch(ChangeMessageVisibilityBatchRequest request) => _ = request;

    public static void CreateQueue(CreateQueueRequest request) => _ = request;

    public static void DeleteMessage(DeleteMessageRequest request) => _ = request;

    public static void DeleteMessageBatch(DeleteMessageBatchRequest request) => _ = request;

    public static void DeleteQueue(DeleteQueueRequest request) => _ = request;

    public static void GetQueueAttributes(GetQueueAttributesRequest request) => _ = request;

    public static void GetQueueUrl(GetQueueUrlRequest request) => _ = request;

    public static void ListDeadLetterSourceQueues(ListDeadLetterSourceQueuesRequest request) => _ = request;

    public static void ListMessageMoveTasks(ListMessageMoveTasksRequest request) => _ = request;

    public static void ListQueues(ListQueuesRequest request) => _ = request;

    public static void ListQueueTags(ListQueueTagsRequest request) => _ = request;

    public static void PurgeQueue(PurgeQueueRequest request) => _ = request;

    public static void ReceiveMessage(ReceiveMessageRequest request) => _ = request;

    public static void RemovePermission(RemovePermissionRequest request) => _ = request;

    public static void SendMessage(SendMessageRequest request) => _ = request;

    public static void SendMessageBatch(SendMessageBatchRequest request) => _ = request;

    public static void SetQueueAttributes(SetQueueAttributesRequest request) => _ = request;

    public static void StartMessageMoveTask(StartMessageMoveTaskRequest request) => _ = request;

    public static void TagQueue(TagQueueRequest request) => _ = request;

    public static void UntagQueue(UntagQueueRequest request) => _ = request;
}
