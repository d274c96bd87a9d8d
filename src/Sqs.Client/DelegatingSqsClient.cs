namespace Sqs.Client;

/// <summary>
/// A client that hands every action to another one: derive from it and override what you add to. Disposing it disposes the inner client.
/// </summary>
/// <param name="inner">The client that does the work.</param>
public abstract class DelegatingSqsClient(ISqsClient inner) : ISqsClient
{
    /// <summary>The client that does the work.</summary>
    protected ISqsClient Inner { get; } = inner ?? throw new ArgumentNullException(nameof(inner));

    /// <inheritdoc/>
    public virtual Task<SendMessageResponse> SendMessageAsync(SendMessageRequest request, CancellationToken cancellationToken = default) =>
        Inner.SendMessageAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<SendMessageBatchResponse> SendMessageBatchAsync(SendMessageBatchRequest request, CancellationToken cancellationToken = default) =>
        Inner.SendMessageBatchAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ReceiveMessageResponse> ReceiveMessageAsync(ReceiveMessageRequest request, CancellationToken cancellationToken = default) =>
        Inner.ReceiveMessageAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteMessageResponse> DeleteMessageAsync(DeleteMessageRequest request, CancellationToken cancellationToken = default) =>
        Inner.DeleteMessageAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteMessageBatchResponse> DeleteMessageBatchAsync(DeleteMessageBatchRequest request, CancellationToken cancellationToken = default) =>
        Inner.DeleteMessageBatchAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ChangeMessageVisibilityResponse> ChangeMessageVisibilityAsync(ChangeMessageVisibilityRequest request, CancellationToken cancellationToken = default) =>
        Inner.ChangeMessageVisibilityAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ChangeMessageVisibilityBatchResponse> ChangeMessageVisibilityBatchAsync(ChangeMessageVisibilityBatchRequest request, CancellationToken cancellationToken = default) =>
        Inner.ChangeMessageVisibilityBatchAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<CreateQueueResponse> CreateQueueAsync(CreateQueueRequest request, CancellationToken cancellationToken = default) =>
        Inner.CreateQueueAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetQueueUrlResponse> GetQueueUrlAsync(GetQueueUrlRequest request, CancellationToken cancellationToken = default) =>
        Inner.GetQueueUrlAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListQueuesResponse> ListQueuesAsync(ListQueuesRequest request, CancellationToken cancellationToken = default) =>
        Inner.ListQueuesAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<GetQueueAttributesResponse> GetQueueAttributesAsync(GetQueueAttributesRequest request, CancellationToken cancellationToken = default) =>
        Inner.GetQueueAttributesAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<SetQueueAttributesResponse> SetQueueAttributesAsync(SetQueueAttributesRequest request, CancellationToken cancellationToken = default) =>
        Inner.SetQueueAttributesAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<PurgeQueueResponse> PurgeQueueAsync(PurgeQueueRequest request, CancellationToken cancellationToken = default) =>
        Inner.PurgeQueueAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<DeleteQueueResponse> DeleteQueueAsync(DeleteQueueRequest request, CancellationToken cancellationToken = default) =>
        Inner.DeleteQueueAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<TagQueueResponse> TagQueueAsync(TagQueueRequest request, CancellationToken cancellationToken = default) =>
        Inner.TagQueueAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<UntagQueueResponse> UntagQueueAsync(UntagQueueRequest request, CancellationToken cancellationToken = default) =>
        Inner.UntagQueueAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListQueueTagsResponse> ListQueueTagsAsync(ListQueueTagsRequest request, CancellationToken cancellationToken = default) =>
        Inner.ListQueueTagsAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListDeadLetterSourceQueuesResponse> ListDeadLetterSourceQueuesAsync(ListDeadLetterSourceQueuesRequest request, CancellationToken cancellationToken = default) =>
        Inner.ListDeadLetterSourceQueuesAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<StartMessageMoveTaskResponse> StartMessageMoveTaskAsync(StartMessageMoveTaskRequest request, CancellationToken cancellationToken = default) =>
        Inner.StartMessageMoveTaskAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<ListMessageMoveTasksResponse> ListMessageMoveTasksAsync(ListMessageMoveTasksRequest request, CancellationToken cancellationToken = default) =>
        Inner.ListMessageMoveTasksAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<CancelMessageMoveTaskResponse> CancelMessageMoveTaskAsync(CancelMessageMoveTaskRequest request, CancellationToken cancellationToken = default) =>
        Inner.CancelMessageMoveTaskAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<AddPermissionResponse> AddPermissionAsync(AddPermissionRequest request, CancellationToken cancellationToken = default) =>
        Inner.AddPermissionAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual Task<RemovePermissionResponse> RemovePermissionAsync(RemovePermissionRequest request, CancellationToken cancellationToken = default) =>
        Inner.RemovePermissionAsync(request, cancellationToken);

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        await Inner.DisposeAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }
}
