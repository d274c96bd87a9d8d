using System.Collections.Concurrent;
using Sqs.Client.Tests.Transport;

namespace Sqs.Client.Tests.Root;

/// <summary>A client that answers as its script says; what has no script fails.</summary>
internal sealed class FakeSqs : DelegatingSqsClient
{
    public FakeSqs()
        : base(new SqsClient(
            new SqsClientOptions { Region = "us-east-1", MaxAttempts = 1, Credentials = new Signing.StaticCredentialsSource(Engine.Credentials) },
            new HttpClient(new ScriptedHandler((_, _) => throw new InvalidOperationException("nothing is to be sent here"))) { Timeout = Timeout.InfiniteTimeSpan }))
    {
    }

    public Func<SendMessageBatchRequest, CancellationToken, Task<SendMessageBatchResponse>>? OnBatch { get; init; }

    public Func<ListQueuesRequest, ListQueuesResponse>? OnList { get; init; }

    public Func<ListDeadLetterSourceQueuesRequest, ListDeadLetterSourceQueuesResponse>? OnListSources { get; init; }

    /// <summary>All requests, in their order.</summary>
    public ConcurrentQueue<ISqsRequest> Requests { get; } = [];

    public IEnumerable<SendMessageBatchRequest> Batches => Requests.OfType<SendMessageBatchRequest>();

    public override Task<SendMessageBatchResponse> SendMessageBatchAsync(SendMessageBatchRequest request, CancellationToken cancellationToken = default)
    {
        Requests.Enqueue(request);
        return OnBatch?.Invoke(request, cancellationToken) ?? Task.FromResult(Answer(request, _ => "sent"));
    }

    public override Task<SendMessageResponse> SendMessageAsync(SendMessageRequest request, CancellationToken cancellationToken = default) =>
        Noted(request, Task.FromResult(new SendMessageResponse { MessageId = "m" }));

    public override Task<ReceiveMessageResponse> ReceiveMessageAsync(ReceiveMessageRequest request, CancellationToken cancellationToken = default) =>
        Noted(request, Task.FromResult(new ReceiveMessageResponse()));

    public override Task<DeleteMessageResponse> DeleteMessageAsync(DeleteMessageRequest request, CancellationToken cancellationToken = default) =>
        Noted(request, Task.FromResult(new DeleteMessageResponse()));

    public override Task<ChangeMessageVisibilityResponse> ChangeMessageVisibilityAsync(ChangeMessageVisibilityRequest request, CancellationToken cancellationToken = default) =>
        Noted(request, Task.FromResult(new ChangeMessageVisibilityResponse()));

    public override Task<GetQueueUrlResponse> GetQueueUrlAsync(GetQueueUrlRequest request, CancellationToken cancellationToken = default) =>
        Noted(request, Task.FromResult(new GetQueueUrlResponse { QueueUrl = $"https://sqs.us-east-1.amazonaws.com/123456789012/{request.QueueName}" }));

    public override Task<GetQueueAttributesResponse> GetQueueAttributesAsync(GetQueueAttributesRequest request, CancellationToken cancellationToken = default) =>
        Noted(request, Task.FromResult(new GetQueueAttributesResponse()));

    public override Task<PurgeQueueResponse> PurgeQueueAsync(PurgeQueueRequest request, CancellationToken cancellationToken = default) =>
        Noted(request, Task.FromResult(new PurgeQueueResponse()));

    public override Task<ListQueuesResponse> ListQueuesAsync(ListQueuesRequest request, CancellationToken cancellationToken = default) =>
        Noted(request, Task.FromResult(OnList!(request)));

    public override Task<ListDeadLetterSourceQueuesResponse> ListDeadLetterSourceQueuesAsync(
        ListDeadLetterSourceQueuesRequest request, CancellationToken cancellationToken = default) => Noted(request, Task.FromResult(OnListSources!(request)));

    /// <summary>The answer that stores all but the entries named as failed or left out.</summary>
    public static SendMessageBatchResponse Answer(SendMessageBatchRequest request, Func<string, string> fateOf) => new()
    {
        Successful = [.. request.Entries.Where(entry => fateOf(entry.MessageBody.ToText()) == "sent").Select(Entry)],
        Doubtful = [.. request.Entries.Where(entry => fateOf(entry.MessageBody.ToText()) == "doubtful").Select(entry => new DoubtfulBatchEntry(Entry(entry), []))],
        Failed = [.. request.Entries.Where(entry => fateOf(entry.MessageBody.ToText()) is "sender" or "service").Select(entry => new BatchResultErrorEntry
        {
            Id = entry.Id, Code = new SqsErrorCode("Code"), Message = "said", SenderFault = fateOf(entry.MessageBody.ToText()) == "sender",
        })],
    };

    private static SendMessageBatchResultEntry Entry(SendMessageBatchRequestEntry entry) =>
        new() { Id = entry.Id, MessageId = $"id-{entry.MessageBody.ToText()}", SequenceNumber = "7" };

    private Task<T> Noted<T>(ISqsRequest request, Task<T> answer)
    {
        Requests.Enqueue(request);
        return answer;
    }
}
