using Sqs.Client.Diagnostics;
using Sqs.Client.Protocol;

namespace Sqs.Client.Operations;

/// <summary>Reads the result of an answer. The reader stands at its beginning (or at nothing, for actions without one).</summary>
internal delegate TResponse ReadAnswer<in TRequest, out TResponse>(ref AnswerReader reader, TRequest request, ReadContext context);

/// <summary>An action of the service as data; one engine runs all 23.</summary>
internal sealed class SqsOperation<TRequest, TResponse>
    where TRequest : class, ISqsRequest
    where TResponse : class
{
    /// <summary>The action as AWS spells it.</summary>
    public required string Name { get; init; }

    /// <summary>The headers of the action in JSON, made once.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> JsonHeaders => field ??= ProtocolHeaders.Json(Name);

    /// <summary>The queue that the request is for; null for actions of the account.</summary>
    public Func<TRequest, string>? QueueUrl { get; init; }

    /// <summary>Refuses, by <see cref="SqsValidationException"/>, what the service would refuse.</summary>
    public required Action<TRequest> Check { get; init; }

    /// <summary>Writes every member, <c>QueueUrl</c> included; what stands around them is the engine's.</summary>
    public required Action<TRequest, IRequestWriter> Write { get; init; }

    /// <summary>Reads the answer and, where there are digests, compares them.</summary>
    public required ReadAnswer<TRequest, TResponse> Read { get; init; }

    /// <summary>True for an action whose answer has no result: nothing is read, and an answer that has one all the same is accepted.</summary>
    public bool IsVoid { get; init; }

    /// <summary>The error that a well-read answer stands for all the same (a stored message whose digest differs); null when it stands for success.</summary>
    public Func<TResponse, SqsException?>? Refuse { get; init; }

    /// <summary>What the service may quote in an error text and must not be shown: receipt handles, for example.</summary>
    public Func<TRequest, IEnumerable<string>>? Secrets { get; init; }

    /// <summary>The queue URLs in an answer: their hosts are the service's own.</summary>
    public Func<TResponse, IEnumerable<string>>? ReturnedQueueUrls { get; init; }

    /// <summary>Fixes what must stay the same over all attempts of a call and the caller left open.</summary>
    public Func<TRequest, TRequest>? Prepare { get; init; }

    /// <summary>How long the service may hold the request before it answers; null for not at all.</summary>
    public Func<TRequest, TimeSpan>? Hold { get; init; }

    /// <summary>The most bytes that an honest answer can have; null for the general limit.</summary>
    public Func<TRequest, long>? ResponseLimit { get; init; }

    /// <summary>True when sending the request again can do nothing twice; null for always.</summary>
    public Func<TRequest, bool>? IsIdempotent { get; init; }

    /// <summary>True for the long-polling action: with an empty retry quota it still pauses before it fails, so that loops cannot spin.</summary>
    public bool IsLongPoll { get; init; }

    /// <summary>What the action is to OpenTelemetry's messaging conventions.</summary>
    public MessagingKind Kind { get; init; }

    /// <summary>The id of the one message that an answer is about, for telemetry; null where there is no such message.</summary>
    public Func<TResponse, string>? MessageId { get; init; }

    /// <summary>The messages in a batch or an answer, for telemetry; null where there is no such number.</summary>
    public Func<TRequest, TResponse?, int?>? MessageCount { get; init; }
}
