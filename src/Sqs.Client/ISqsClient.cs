namespace Sqs.Client;

/// <summary>
/// The 23 actions of Amazon SQS. <see cref="SqsClient"/> calls the service; whoever adds to it derives from <see cref="DelegatingSqsClient"/>.
/// </summary>
/// <remarks>
/// Every method checks its request first (<see cref="SqsValidationException"/>, nothing is sent), then tries as often as the client is
/// set up to. It throws <see cref="SqsException"/> or a type derived from it for any failure, <see cref="OperationCanceledException"/> for the
/// caller's own cancellation, and <see cref="ArgumentNullException"/> for null. A batch that succeeds may hold entries that failed: they are in
/// the response and are not sent again.
/// </remarks>
public interface ISqsClient : IAsyncDisposable
{
    /// <summary>Sends one message.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the call; what is under way at the service may still happen.</param>
    /// <returns>The service's answer.</returns>
    Task<SendMessageResponse> SendMessageAsync(SendMessageRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sends up to 10 messages; entries may fail one by one.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the call; what is under way at the service may still happen.</param>
    /// <returns>The service's answer.</returns>
    Task<SendMessageBatchResponse> SendMessageBatchAsync(SendMessageBatchRequest request, CancellationToken cancellationToken = default);

    /// <summary>Receives up to 10 messages, waiting for them when asked to.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the call; what is under way at the service may still happen.</param>
    /// <returns>The service's answer.</returns>
    Task<ReceiveMessageResponse> ReceiveMessageAsync(ReceiveMessageRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes a received message.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the call; what is under way at the service may still happen.</param>
    /// <returns>The service's answer.</returns>
    Task<DeleteMessageResponse> DeleteMessageAsync(DeleteMessageRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes up to 10 received messages; entries may fail one by one.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the call; what is under way at the service may still happen.</param>
    /// <returns>The service's answer.</returns>
    Task<DeleteMessageBatchResponse> DeleteMessageBatchAsync(DeleteMessageBatchRequest request, CancellationToken cancellationToken = default);

    /// <summary>Sets anew how long a received message stays invisible.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the call; what is under way at the service may still happen.</param>
    /// <returns>The service's answer.</returns>
    Task<ChangeMessageVisibilityResponse> ChangeMessageVisibilityAsync(ChangeMessageVisibilityRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes the visibility of up to 10 messages; entries may fail one by one.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the call; what is under way at the service may still happen.</param>
    /// <returns>The service's answer.</returns>
    Task<ChangeMessageVisibilityBatchResponse> ChangeMessageVisibilityBatchAsync(ChangeMessageVisibilityBatchRequest request, CancellationToken cancellationToken = default);

    /// <summary>Creates a queue, or finds an equal one.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the call; what is under way at the service may still happen.</param>
    /// <returns>The service's answer.</returns>
    Task<CreateQueueResponse> CreateQueueAsync(CreateQueueRequest request, CancellationToken cancellationToken = default);

    /// <summary>Finds the URL of a queue by its name.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the call; what is under way at the service may still happen.</param>
    /// <returns>The service's answer.</returns>
    Task<GetQueueUrlResponse> GetQueueUrlAsync(GetQueueUrlRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists queues, one page.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the call; what is under way at the service may still happen.</param>
    /// <returns>The service's answer.</returns>
    Task<ListQueuesResponse> ListQueuesAsync(ListQueuesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Reads attributes of a queue.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the call; what is under way at the service may still happen.</param>
    /// <returns>The service's answer.</returns>
    Task<GetQueueAttributesResponse> GetQueueAttributesAsync(GetQueueAttributesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Changes attributes of a queue.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the call; what is under way at the service may still happen.</param>
    /// <returns>The service's answer.</returns>
    Task<SetQueueAttributesResponse> SetQueueAttributesAsync(SetQueueAttributesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes all messages of a queue.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the call; what is under way at the service may still happen.</param>
    /// <returns>The service's answer.</returns>
    Task<PurgeQueueResponse> PurgeQueueAsync(PurgeQueueRequest request, CancellationToken cancellationToken = default);

    /// <summary>Deletes a queue with all its messages.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the call; what is under way at the service may still happen.</param>
    /// <returns>The service's answer.</returns>
    Task<DeleteQueueResponse> DeleteQueueAsync(DeleteQueueRequest request, CancellationToken cancellationToken = default);

    /// <summary>Tags a queue.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the call; what is under way at the service may still happen.</param>
    /// <returns>The service's answer.</returns>
    Task<TagQueueResponse> TagQueueAsync(TagQueueRequest request, CancellationToken cancellationToken = default);

    /// <summary>Takes tags off a queue.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the call; what is under way at the service may still happen.</param>
    /// <returns>The service's answer.</returns>
    Task<UntagQueueResponse> UntagQueueAsync(UntagQueueRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the tags of a queue.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the call; what is under way at the service may still happen.</param>
    /// <returns>The service's answer.</returns>
    Task<ListQueueTagsResponse> ListQueueTagsAsync(ListQueueTagsRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the queues whose dead-letter queue this is, one page.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the call; what is under way at the service may still happen.</param>
    /// <returns>The service's answer.</returns>
    Task<ListDeadLetterSourceQueuesResponse> ListDeadLetterSourceQueuesAsync(ListDeadLetterSourceQueuesRequest request, CancellationToken cancellationToken = default);

    /// <summary>Starts to move the messages of a dead-letter queue.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the call; what is under way at the service may still happen.</param>
    /// <returns>The service's answer.</returns>
    Task<StartMessageMoveTaskResponse> StartMessageMoveTaskAsync(StartMessageMoveTaskRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lists the newest move tasks of a dead-letter queue.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the call; what is under way at the service may still happen.</param>
    /// <returns>The service's answer.</returns>
    Task<ListMessageMoveTasksResponse> ListMessageMoveTasksAsync(ListMessageMoveTasksRequest request, CancellationToken cancellationToken = default);

    /// <summary>Stops a running move task.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the call; what is under way at the service may still happen.</param>
    /// <returns>The service's answer.</returns>
    Task<CancelMessageMoveTaskResponse> CancelMessageMoveTaskAsync(CancelMessageMoveTaskRequest request, CancellationToken cancellationToken = default);

    /// <summary>Lets other accounts use a queue.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the call; what is under way at the service may still happen.</param>
    /// <returns>The service's answer.</returns>
    Task<AddPermissionResponse> AddPermissionAsync(AddPermissionRequest request, CancellationToken cancellationToken = default);

    /// <summary>Takes a permission back.</summary>
    /// <param name="request">What to do.</param>
    /// <param name="cancellationToken">Ends the call; what is under way at the service may still happen.</param>
    /// <returns>The service's answer.</returns>
    Task<RemovePermissionResponse> RemovePermissionAsync(RemovePermissionRequest request, CancellationToken cancellationToken = default);
}
