using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sqs.Client.Operations;
using Sqs.Client.Transport;

namespace Sqs.Client;

/// <summary>
/// The client of Amazon SQS: thread-safe; make one and keep it. In a service, let <c>services.AddSqsClient()</c> make it.
/// </summary>
/// <remarks>
/// Requests are POSTs signed with Signature Version 4: of the Query protocol (API version 2012-11-05) to the queue's own path, or of AWS JSON 1.0
/// to the endpoint's, as <see cref="SqsClientOptions.Protocol"/> says.
/// </remarks>
public sealed class SqsClient : ISqsClient, IDisposable
{
    private readonly SqsPipeline _pipeline;
    private readonly HttpClient? _ownHttp;

    /// <summary>Makes a client with connections of its own.</summary>
    /// <param name="options">How it shall work; null takes everything from the environment (<c>AWS_REGION</c>, <c>AWS_ACCESS_KEY_ID</c> and so on).</param>
    /// <exception cref="SqsValidationException">A setting is missing or out of its range; <see cref="SqsValidationException.Member"/> names it.</exception>
    public SqsClient(SqsClientOptions? options = null)
        : this(options ?? new(), http: null, isOfOptions: true)
    {
    }

    /// <summary>Makes a client over an <see cref="HttpClient"/> of yours, which is not disposed with it.</summary>
    /// <param name="options">How it shall work; its connection settings are those of the <see cref="HttpClient"/>.</param>
    /// <param name="http">Its <see cref="HttpClient.Timeout"/> must be infinite (deadlines are the client's), and its handler must not follow redirects.</param>
    /// <exception cref="SqsValidationException">A setting is missing or out of its range, or the <see cref="HttpClient"/> has a timeout.</exception>
    public SqsClient(SqsClientOptions options, HttpClient http)
        : this(options ?? throw new ArgumentNullException(nameof(options)), http ?? throw new ArgumentNullException(nameof(http)), isOfOptions: false)
    {
    }

    /// <summary>Makes a client over an HTTP client, or over one of its own.</summary>
    /// <param name="options">How it shall work.</param>
    /// <param name="http">The HTTP client; null for one of its own.</param>
    /// <param name="isOfOptions">Whether the HTTP client was made as the options say.</param>
    internal SqsClient(SqsClientOptions options, HttpClient? http, bool isOfOptions)
    {
        var settings = SqsClientSettings.Freeze(options, Environment.GetEnvironmentVariable) with
        {
            MostPolls = isOfOptions ? PollPlaces.Of(options.MaxConnections) : null,
        };
        _ownHttp = http is null ? SqsHttp.NewClient(options) : null;
        http ??= _ownHttp!;
        if (http.Timeout != Timeout.InfiniteTimeSpan)
        {
            throw new SqsValidationException("HttpClient.Timeout", "must be infinite; AttemptTimeout and CallTimeout end calls, long polls included");
        }

        var log = new TransportLog((options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<SqsClient>());
        _pipeline = new SqsPipeline(new SqsTransport(http, settings, log), settings, log);
        Endpoint = settings.Endpoint;
        Region = settings.Region;
    }

    /// <summary>Where requests go.</summary>
    public Uri Endpoint { get; }

    /// <summary>The region that requests are signed for.</summary>
    public string Region { get; }

    /// <inheritdoc/>
    public Task<SendMessageResponse> SendMessageAsync(SendMessageRequest request, CancellationToken cancellationToken = default) =>
        _pipeline.InvokeAsync(SqsOperations.SendMessage, request, cancellationToken);

    /// <inheritdoc/>
    public Task<SendMessageBatchResponse> SendMessageBatchAsync(SendMessageBatchRequest request, CancellationToken cancellationToken = default) =>
        _pipeline.InvokeAsync(SqsOperations.SendMessageBatch, request, cancellationToken);

    /// <inheritdoc/>
    public Task<ReceiveMessageResponse> ReceiveMessageAsync(ReceiveMessageRequest request, CancellationToken cancellationToken = default) =>
        _pipeline.InvokeAsync(SqsOperations.ReceiveMessage, request, cancellationToken);

    /// <inheritdoc/>
    public Task<DeleteMessageResponse> DeleteMessageAsync(DeleteMessageRequest request, CancellationToken cancellationToken = default) =>
        _pipeline.InvokeAsync(SqsOperations.DeleteMessage, request, cancellationToken);

    /// <inheritdoc/>
    public Task<DeleteMessageBatchResponse> DeleteMessageBatchAsync(DeleteMessageBatchRequest request, CancellationToken cancellationToken = default) =>
        _pipeline.InvokeAsync(SqsOperations.DeleteMessageBatch, request, cancellationToken);

    /// <inheritdoc/>
    public Task<ChangeMessageVisibilityResponse> ChangeMessageVisibilityAsync(ChangeMessageVisibilityRequest request, CancellationToken cancellationToken = default) =>
        _pipeline.InvokeAsync(SqsOperations.ChangeMessageVisibility, request, cancellationToken);

    /// <inheritdoc/>
    public Task<ChangeMessageVisibilityBatchResponse> ChangeMessageVisibilityBatchAsync(ChangeMessageVisibilityBatchRequest request, CancellationToken cancellationToken = default) =>
        _pipeline.InvokeAsync(SqsOperations.ChangeMessageVisibilityBatch, request, cancellationToken);

    /// <inheritdoc/>
    public Task<CreateQueueResponse> CreateQueueAsync(CreateQueueRequest request, CancellationToken cancellationToken = default) =>
        _pipeline.InvokeAsync(SqsOperations.CreateQueue, request, cancellationToken);

    /// <inheritdoc/>
    public Task<GetQueueUrlResponse> GetQueueUrlAsync(GetQueueUrlRequest request, CancellationToken cancellationToken = default) =>
        _pipeline.InvokeAsync(SqsOperations.GetQueueUrl, request, cancellationToken);

    /// <inheritdoc/>
    public Task<ListQueuesResponse> ListQueuesAsync(ListQueuesRequest request, CancellationToken cancellationToken = default) =>
        _pipeline.InvokeAsync(SqsOperations.ListQueues, request, cancellationToken);

    /// <inheritdoc/>
    public Task<GetQueueAttributesResponse> GetQueueAttributesAsync(GetQueueAttributesRequest request, CancellationToken cancellationToken = default) =>
        _pipeline.InvokeAsync(SqsOperations.GetQueueAttributes, request, cancellationToken);

    /// <inheritdoc/>
    public Task<SetQueueAttributesResponse> SetQueueAttributesAsync(SetQueueAttributesRequest request, CancellationToken cancellationToken = default) =>
        _pipeline.InvokeAsync(SqsOperations.SetQueueAttributes, request, cancellationToken);

    /// <inheritdoc/>
    public Task<PurgeQueueResponse> PurgeQueueAsync(PurgeQueueRequest request, CancellationToken cancellationToken = default) =>
        _pipeline.InvokeAsync(SqsOperations.PurgeQueue, request, cancellationToken);

    /// <inheritdoc/>
    public Task<DeleteQueueResponse> DeleteQueueAsync(DeleteQueueRequest request, CancellationToken cancellationToken = default) =>
        _pipeline.InvokeAsync(SqsOperations.DeleteQueue, request, cancellationToken);

    /// <inheritdoc/>
    public Task<TagQueueResponse> TagQueueAsync(TagQueueRequest request, CancellationToken cancellationToken = default) =>
        _pipeline.InvokeAsync(SqsOperations.TagQueue, request, cancellationToken);

    /// <inheritdoc/>
    public Task<UntagQueueResponse> UntagQueueAsync(UntagQueueRequest request, CancellationToken cancellationToken = default) =>
        _pipeline.InvokeAsync(SqsOperations.UntagQueue, request, cancellationToken);

    /// <inheritdoc/>
    public Task<ListQueueTagsResponse> ListQueueTagsAsync(ListQueueTagsRequest request, CancellationToken cancellationToken = default) =>
        _pipeline.InvokeAsync(SqsOperations.ListQueueTags, request, cancellationToken);

    /// <inheritdoc/>
    public Task<ListDeadLetterSourceQueuesResponse> ListDeadLetterSourceQueuesAsync(ListDeadLetterSourceQueuesRequest request, CancellationToken cancellationToken = default) =>
        _pipeline.InvokeAsync(SqsOperations.ListDeadLetterSourceQueues, request, cancellationToken);

    /// <inheritdoc/>
    public Task<StartMessageMoveTaskResponse> StartMessageMoveTaskAsync(StartMessageMoveTaskRequest request, CancellationToken cancellationToken = default) =>
        _pipeline.InvokeAsync(SqsOperations.StartMessageMoveTask, request, cancellationToken);

    /// <inheritdoc/>
    public Task<ListMessageMoveTasksResponse> ListMessageMoveTasksAsync(ListMessageMoveTasksRequest request, CancellationToken cancellationToken = default) =>
        _pipeline.InvokeAsync(SqsOperations.ListMessageMoveTasks, request, cancellationToken);

    /// <inheritdoc/>
    public Task<CancelMessageMoveTaskResponse> CancelMessageMoveTaskAsync(CancelMessageMoveTaskRequest request, CancellationToken cancellationToken = default) =>
        _pipeline.InvokeAsync(SqsOperations.CancelMessageMoveTask, request, cancellationToken);

    /// <inheritdoc/>
    public Task<AddPermissionResponse> AddPermissionAsync(AddPermissionRequest request, CancellationToken cancellationToken = default) =>
        _pipeline.InvokeAsync(SqsOperations.AddPermission, request, cancellationToken);

    /// <inheritdoc/>
    public Task<RemovePermissionResponse> RemovePermissionAsync(RemovePermissionRequest request, CancellationToken cancellationToken = default) =>
        _pipeline.InvokeAsync(SqsOperations.RemovePermission, request, cancellationToken);

    /// <summary>
    /// Makes a URL that anybody can GET, without credentials, until it expires: to let a device send to a queue, for example.
    /// </summary>
    /// <param name="request">The request, of any of the 23 actions. The URL holds all of it; keep it below some thousand bytes.</param>
    /// <param name="expiresIn">How long the URL is good, 1 second to 7 days in whole seconds; temporary credentials may end sooner.</param>
    /// <param name="cancellationToken">Ends the search for credentials.</param>
    /// <returns>The URL. It is a secret: whoever has it can do what it says.</returns>
    /// <exception cref="SqsValidationException">The request is not one that the service would take, or the client speaks JSON: such a URL is of the Query protocol.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="expiresIn"/> is out of its range.</exception>
    public ValueTask<Uri> PresignAsync(ISqsRequest request, TimeSpan expiresIn, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _pipeline.PresignAsync(SqsOperations.Writer(request), request.CallOptions, expiresIn, cancellationToken);
    }

    /// <summary>Closes the connections, unless they are the caller's.</summary>
    public void Dispose() => _ownHttp?.Dispose();

    /// <summary>Closes the connections, unless they are the caller's.</summary>
    /// <returns>Nothing to wait for.</returns>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
