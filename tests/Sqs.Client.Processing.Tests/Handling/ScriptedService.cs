namespace Sqs.Client.Processing.Tests.Handling;

/// <summary>A service in memory that knows one queue and its dead-letter queue, notes what it is asked, and fails where a test says so.</summary>
internal sealed class ScriptedService() : DelegatingSqsClient(Clients.Unreachable())
{
    public const string DeadLetterUrl = "http://localhost/123456789012/dead";

    private readonly Lock _gate = new();

    /// <summary>Asked before each call, by action: what it answers is thrown.</summary>
    public Func<string, CancellationToken, Task<Exception?>> Fault { get; set; } = static (_, _) => Task.FromResult<Exception?>(null);

    /// <summary>Asked after each call has had its effect, by action: what it answers is thrown.</summary>
    public Func<string, Exception?> LateFault { get; set; } = static _ => null;

    public string? RedrivePolicy { get; set; } = """{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:dead","maxReceiveCount":1000}""";

    public List<string> Actions { get; } = [];

    /// <summary>The handles of deleted messages.</summary>
    public HashSet<string> Deleted { get; } = [];

    /// <summary>The newest visibility timeout by handle.</summary>
    public Dictionary<string, int> Visibility { get; } = [];

    public List<SendMessageRequest> Sent { get; } = [];

    public List<GetQueueUrlRequest> Searches { get; } = [];

    public override async Task<SendMessageResponse> SendMessageAsync(SendMessageRequest request, CancellationToken cancellationToken = default)
    {
        await DoAsync("SendMessage", () => Sent.Add(request), cancellationToken);
        return new SendMessageResponse();
    }

    public override async Task<GetQueueAttributesResponse> GetQueueAttributesAsync(GetQueueAttributesRequest request, CancellationToken cancellationToken = default)
    {
        await DoAsync("GetQueueAttributes", static () => { }, cancellationToken);
        Dictionary<QueueAttributeName, string> attributes = [];
        if (RedrivePolicy is { } policy)
        {
            attributes.Add(QueueAttributeName.RedrivePolicy, policy);
        }

        return new GetQueueAttributesResponse { Attributes = attributes };
    }

    public override async Task<GetQueueUrlResponse> GetQueueUrlAsync(GetQueueUrlRequest request, CancellationToken cancellationToken = default)
    {
        await DoAsync("GetQueueUrl", () => Searches.Add(request), cancellationToken);
        return new GetQueueUrlResponse { QueueUrl = $"http://localhost/123456789012/{request.QueueName}" };
    }

    public override async Task<DeleteMessageBatchResponse> DeleteMessageBatchAsync(DeleteMessageBatchRequest request, CancellationToken cancellationToken = default)
    {
        await DoAsync("DeleteMessageBatch", () => Deleted.UnionWith(request.Entries.Select(static entry => entry.ReceiptHandle)), cancellationToken);
        return new DeleteMessageBatchResponse { Successful = [.. request.Entries.Select(static entry => new DeleteMessageBatchResultEntry { Id = entry.Id })] };
    }

    public override async Task<ChangeMessageVisibilityBatchResponse> ChangeMessageVisibilityBatchAsync(
        ChangeMessageVisibilityBatchRequest request, CancellationToken cancellationToken = default)
    {
        await DoAsync("ChangeMessageVisibilityBatch", () => request.Entries.ToList().ForEach(entry => Visibility[entry.ReceiptHandle] = entry.VisibilityTimeout ?? -1), cancellationToken);
        return new ChangeMessageVisibilityBatchResponse { Successful = [.. request.Entries.Select(static entry => new ChangeMessageVisibilityBatchResultEntry { Id = entry.Id })] };
    }

    public override async Task<DeleteMessageResponse> DeleteMessageAsync(DeleteMessageRequest request, CancellationToken cancellationToken = default)
    {
        await DoAsync("DeleteMessage", () => Deleted.Add(request.ReceiptHandle), cancellationToken);
        return new DeleteMessageResponse();
    }

    public override async Task<ChangeMessageVisibilityResponse> ChangeMessageVisibilityAsync(ChangeMessageVisibilityRequest request, CancellationToken cancellationToken = default)
    {
        await DoAsync("ChangeMessageVisibility", () => Visibility[request.ReceiptHandle] = request.VisibilityTimeout, cancellationToken);
        return new ChangeMessageVisibilityResponse();
    }

    private async Task DoAsync(string action, Action work, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Actions.Add(action);
        }

        if (await Fault(action, cancellationToken) is { } error)
        {
            throw error;
        }

        lock (_gate)
        {
            work();
        }

        if (LateFault(action) is { } late)
        {
            throw late;
        }
    }
}
