using Sqs.Client.Tests.Root;

namespace Sqs.Client.Tests.Buffering.Outgoing;

/// <summary>A client whose calls stay open until the test answers them, or are answered at once by a script.</summary>
internal sealed class ScriptedSqs : DelegatingSqsClient
{
    public ScriptedSqs()
        : base(new FakeSqs())
    {
    }

    /// <summary>Sees each call as it begins; may answer it, or leave it open.</summary>
    public Action<ScriptedCall>? OnCall { get; set; }

    /// <summary>All calls, in their order.</summary>
    public List<ScriptedCall> Calls { get; } = [];

    public List<ScriptedCall> Open => Calls.FindAll(call => !call.IsAnswered);

    public override Task<SendMessageBatchResponse> SendMessageBatchAsync(SendMessageBatchRequest request, CancellationToken cancellationToken = default) =>
        Begin<SendMessageBatchResponse>(request, request.QueueUrl, [.. request.Entries.Select(entry => entry.MessageBody.ToText())], cancellationToken);

    public override Task<DeleteMessageBatchResponse> DeleteMessageBatchAsync(DeleteMessageBatchRequest request, CancellationToken cancellationToken = default) =>
        Begin<DeleteMessageBatchResponse>(request, request.QueueUrl, [.. request.Entries.Select(entry => entry.ReceiptHandle)], cancellationToken);

    public override Task<ChangeMessageVisibilityBatchResponse> ChangeMessageVisibilityBatchAsync(ChangeMessageVisibilityBatchRequest request, CancellationToken cancellationToken = default) =>
        Begin<ChangeMessageVisibilityBatchResponse>(request, request.QueueUrl, [.. request.Entries.Select(entry => entry.ReceiptHandle)], cancellationToken);

    public override Task<SendMessageResponse> SendMessageAsync(SendMessageRequest request, CancellationToken cancellationToken = default) =>
        Begin<SendMessageResponse>(request, request.QueueUrl, [request.MessageBody.ToText()], cancellationToken);

    public override Task<DeleteMessageResponse> DeleteMessageAsync(DeleteMessageRequest request, CancellationToken cancellationToken = default) =>
        Begin<DeleteMessageResponse>(request, request.QueueUrl, [request.ReceiptHandle], cancellationToken);

    public override Task<ChangeMessageVisibilityResponse> ChangeMessageVisibilityAsync(ChangeMessageVisibilityRequest request, CancellationToken cancellationToken = default) =>
        Begin<ChangeMessageVisibilityResponse>(request, request.QueueUrl, [request.ReceiptHandle], cancellationToken);

    private Task<TResponse> Begin<TResponse>(ISqsRequest request, string queueUrl, string[] names, CancellationToken cancellationToken)
        where TResponse : class
    {
        // Without RunContinuationsAsynchronously: what follows runs on the thread of the test, in an order that is always the same.
        var answer = new TaskCompletionSource<TResponse>();
        var call = new ScriptedCall(request, queueUrl, names, cancellationToken, response => answer.SetResult((TResponse)response), answer.SetException);
        Calls.Add(call);
        OnCall?.Invoke(call);
        return answer.Task;
    }
}

/// <summary>A call that the buffer made.</summary>
/// <param name="Request">The request.</param>
/// <param name="QueueUrl">Where it went.</param>
/// <param name="Names">The bodies or receipt handles in it, in their order.</param>
/// <param name="CancellationToken">What may end it.</param>
/// <param name="Succeed">Answers it.</param>
/// <param name="Break">Fails it.</param>
internal sealed record ScriptedCall(
    ISqsRequest Request, string QueueUrl, string[] Names, CancellationToken CancellationToken, Action<object> Succeed, Action<Exception> Break)
{
    public const string RequestId = "request-1";

    private static readonly SqsResponseMetadata Metadata = new() { RequestId = RequestId, StatusCode = 200, Attempts = 1 };

    public bool IsAnswered { get; private set; }

    /// <summary>True for a call that carries one message alone.</summary>
    public bool IsSingle => Request is SendMessageRequest or DeleteMessageRequest or ChangeMessageVisibilityRequest;

    public void Fail(Exception error)
    {
        IsAnswered = true;
        Break(error);
    }

    /// <summary>Answers each entry as its fate says: sent, doubtful, sender, service, lost; all are sent when nothing is said.</summary>
    public void Answer(Func<string, string>? fateOf = null, params string[] strangers)
    {
        IsAnswered = true;
        Succeed(ResponseTo(fateOf ?? (_ => "sent"), strangers));
    }

    /// <summary>Answers with a response of the test's own.</summary>
    public void AnswerWith(object response)
    {
        IsAnswered = true;
        Succeed(response);
    }

    private object ResponseTo(Func<string, string> fateOf, string[] strangers) => Request switch
    {
        SendMessageRequest request => new SendMessageResponse { MessageId = $"id-{request.MessageBody.ToText()}", Metadata = Metadata },
        DeleteMessageRequest => new DeleteMessageResponse { Metadata = Metadata },
        ChangeMessageVisibilityRequest => new ChangeMessageVisibilityResponse { Metadata = Metadata },
        SendMessageBatchRequest request => new SendMessageBatchResponse
        {
            Successful = [.. Those("sent", fateOf).Select(place => Stored(request.Entries[place])), .. strangers.Select(id => new SendMessageBatchResultEntry { Id = id, MessageId = "stranger" })],
            Doubtful = [.. Those("doubtful", fateOf).Select(place => new DoubtfulBatchEntry(Stored(request.Entries[place]), [new ChecksumMismatch(ChecksumPart.Body, "a", "b")]))],
            Failed = Failures(fateOf),
            Metadata = Metadata,
        },
        DeleteMessageBatchRequest => new DeleteMessageBatchResponse
        {
            Successful = [.. Ids("sent", fateOf, strangers).Select(id => new DeleteMessageBatchResultEntry { Id = id })],
            Failed = Failures(fateOf),
            Metadata = Metadata,
        },
        _ => new ChangeMessageVisibilityBatchResponse
        {
            Successful = [.. Ids("sent", fateOf, strangers).Select(id => new ChangeMessageVisibilityBatchResultEntry { Id = id })],
            Failed = Failures(fateOf),
            Metadata = Metadata,
        },
    };

    private IEnumerable<int> Those(string fate, Func<string, string> fateOf) => Enumerable.Range(0, Names.Length).Where(place => fateOf(Names[place]) == fate);

    private IEnumerable<string> Ids(string fate, Func<string, string> fateOf, string[] strangers) => [.. Those(fate, fateOf).Select(place => $"{place}"), .. strangers];

    private BatchResultErrorEntry[] Failures(Func<string, string> fateOf) =>
    [
        .. Those("sender", fateOf).Select(place => new BatchResultErrorEntry { Id = $"{place}", SenderFault = true, Code = SqsErrorCode.InvalidMessageContents, Message = "said" }),
        .. Those("service", fateOf).Select(place => new BatchResultErrorEntry { Id = $"{place}", Code = new SqsErrorCode("InternalError"), Message = "said" }),
    ];

    private static SendMessageBatchResultEntry Stored(SendMessageBatchRequestEntry entry) => new()
    {
        Id = entry.Id,
        MessageId = $"id-{entry.MessageBody.ToText()}",
        MD5OfMessageBody = "md5-body",
        MD5OfMessageAttributes = "md5-attributes",
        MD5OfMessageSystemAttributes = "md5-system",
        SequenceNumber = entry.MessageGroupId is null ? null : "7",
        Checksum = ChecksumState.Verified,
    };
}
