using Sqs.Client.Batching;
using Sqs.Client.Operations;

namespace Sqs.Client.Buffering;

/// <summary>The table of the kinds. Every member of a request reaches its entry.</summary>
internal static class OutgoingKinds
{
    public static OutgoingKind<SendMessageRequest, SendMessageResponse> Sends { get; } = new()
    {
        Name = "SendMessage",
        BatchName = "SendMessageBatch",
        QueueUrl = static request => request.QueueUrl,
        Check = static request =>
        {
            RequestRules.SendMessage(request);
            return MessageSize.Of(request);
        },
        Key = static request => QueueUrls.IsFifo(request.QueueUrl) ? request.MessageGroupId : null,
        Timing = static settings => settings.Sends,
        SendAsync = static (client, request, token) => client.SendMessageAsync(request, token),
        SendBatchAsync = SendAsync,
        CountsBytes = true,
    };

    public static OutgoingKind<DeleteMessageRequest, DeleteMessageResponse> Deletes { get; } = new()
    {
        Name = "DeleteMessage",
        BatchName = "DeleteMessageBatch",
        QueueUrl = static request => request.QueueUrl,
        Check = static request =>
        {
            RequestRules.DeleteMessage(request);
            return 0;
        },
        Key = static _ => null,
        Timing = static settings => settings.Deletes,
        SendAsync = static (client, request, token) => client.DeleteMessageAsync(request, token),
        SendBatchAsync = DeleteAsync,
    };

    public static OutgoingKind<ChangeMessageVisibilityRequest, ChangeMessageVisibilityResponse> VisibilityChanges { get; } = new()
    {
        Name = "ChangeMessageVisibility",
        BatchName = "ChangeMessageVisibilityBatch",
        QueueUrl = static request => request.QueueUrl,
        Check = static request =>
        {
            RequestRules.ChangeMessageVisibility(request);
            return 0;
        },
        Key = static _ => null,
        Timing = static settings => settings.VisibilityChanges,
        SendAsync = static (client, request, token) => client.ChangeMessageVisibilityAsync(request, token),
        SendBatchAsync = ChangeAsync,
    };

    /// <summary>The entry of a message, with all that its request says.</summary>
    public static SendMessageBatchRequestEntry EntryOf(SendMessageRequest request, string id) => new()
    {
        Id = id,
        MessageBody = request.MessageBody,
        DelaySeconds = request.DelaySeconds,
        MessageAttributes = request.MessageAttributes,
        MessageSystemAttributes = request.MessageSystemAttributes,
        MessageDeduplicationId = request.MessageDeduplicationId,
        MessageGroupId = request.MessageGroupId,
    };

    public static DeleteMessageBatchRequestEntry EntryOf(DeleteMessageRequest request, string id) => new() { Id = id, ReceiptHandle = request.ReceiptHandle };

    public static ChangeMessageVisibilityBatchRequestEntry EntryOf(ChangeMessageVisibilityRequest request, string id) =>
        new() { Id = id, ReceiptHandle = request.ReceiptHandle, VisibilityTimeout = request.VisibilityTimeout };

    private static async Task<OutgoingAnswer<SendMessageResponse>> SendAsync(
        ISqsClient client, string queueUrl, IReadOnlyList<SendMessageRequest> requests, CancellationToken cancellationToken)
    {
        var response = await client.SendMessageBatchAsync(
            new SendMessageBatchRequest { QueueUrl = queueUrl, Entries = Entries(requests, EntryOf) }, cancellationToken).ConfigureAwait(false);
        var metadata = response.Metadata;

        // Whoever is said to be both stored and failed may be stored, and is not sent again: what is stored stands first.
        return new(response.Successful.Select(entry => (entry.Id, new BatchOutcome<SendMessageResponse>(Fate.Done, ResponseOf(entry, metadata), null)))
            .Concat(response.Doubtful.Select(doubtful => (doubtful.Entry.Id, new BatchOutcome<SendMessageResponse>(Fate.Done, null, Doubt(doubtful, metadata)))))
            .Concat(Failures<SendMessageRequest, SendMessageResponse>(Sends, response.Failed, metadata, requests, static request => request.MessageBody.ToText())));
    }

    private static async Task<OutgoingAnswer<DeleteMessageResponse>> DeleteAsync(
        ISqsClient client, string queueUrl, IReadOnlyList<DeleteMessageRequest> requests, CancellationToken cancellationToken)
    {
        var response = await client.DeleteMessageBatchAsync(
            new DeleteMessageBatchRequest { QueueUrl = queueUrl, Entries = Entries(requests, EntryOf) }, cancellationToken).ConfigureAwait(false);
        var metadata = response.Metadata;
        return new(response.Successful.Select(entry => (entry.Id, new BatchOutcome<DeleteMessageResponse>(Fate.Done, new DeleteMessageResponse { Metadata = metadata }, null)))
            .Concat(Failures<DeleteMessageRequest, DeleteMessageResponse>(Deletes, response.Failed, metadata, requests, static request => request.ReceiptHandle)));
    }

    private static async Task<OutgoingAnswer<ChangeMessageVisibilityResponse>> ChangeAsync(
        ISqsClient client, string queueUrl, IReadOnlyList<ChangeMessageVisibilityRequest> requests, CancellationToken cancellationToken)
    {
        var response = await client.ChangeMessageVisibilityBatchAsync(
            new ChangeMessageVisibilityBatchRequest { QueueUrl = queueUrl, Entries = Entries(requests, EntryOf) }, cancellationToken).ConfigureAwait(false);
        var metadata = response.Metadata;
        return new(response.Successful.Select(entry => (entry.Id, new BatchOutcome<ChangeMessageVisibilityResponse>(Fate.Done, new ChangeMessageVisibilityResponse { Metadata = metadata }, null)))
            .Concat(Failures<ChangeMessageVisibilityRequest, ChangeMessageVisibilityResponse>(VisibilityChanges, response.Failed, metadata, requests, static request => request.ReceiptHandle)));
    }

    private static TEntry[] Entries<TRequest, TEntry>(IReadOnlyList<TRequest> requests, Func<TRequest, string, TEntry> entryOf) =>
        [.. requests.Select((request, place) => entryOf(request, BatchOutcome.IdOf(place)))];

    private static SendMessageResponse ResponseOf(SendMessageBatchResultEntry entry, SqsResponseMetadata metadata) => new()
    {
        MessageId = entry.MessageId,
        MD5OfMessageBody = entry.MD5OfMessageBody,
        MD5OfMessageAttributes = entry.MD5OfMessageAttributes,
        MD5OfMessageSystemAttributes = entry.MD5OfMessageSystemAttributes,
        SequenceNumber = entry.SequenceNumber,
        Checksum = entry.Checksum,
        Metadata = metadata,
    };

    private static SqsException Doubt(DoubtfulBatchEntry doubtful, SqsResponseMetadata metadata) =>
        new SqsChecksumException(doubtful.Entry.MessageId, doubtful.Mismatches).Describe(Sends.BatchName, metadata.StatusCode, metadata.RequestId).After(metadata.Attempts, false);

    private static IEnumerable<(string Id, BatchOutcome<TResponse> Outcome)> Failures<TRequest, TResponse>(
        OutgoingKind<TRequest, TResponse> kind, IReadOnlyList<BatchResultErrorEntry> failed, SqsResponseMetadata metadata, IReadOnlyList<TRequest> requests, Func<TRequest, string> secretOf)
        where TRequest : class, ISqsRequest
        where TResponse : class
    {
        foreach (var entry in failed)
        {
            var place = BatchOutcome.PlaceOf(entry.Id, requests.Count);
            var error = OutgoingErrors.Of(kind.BatchName, entry, metadata, place < 0 ? "" : secretOf(requests[place]));
            yield return (entry.Id, new BatchOutcome<TResponse>(entry.SenderFault && error is not SqsThrottledException ? Fate.Refused : Fate.Again, null, error));
        }
    }
}
