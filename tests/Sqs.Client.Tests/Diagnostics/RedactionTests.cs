using Sqs.Client.Operations;
using Sqs.Client.Signing;
using Sqs.Client.Tests.Transport;

namespace Sqs.Client.Tests.Diagnostics;

/// <summary>Planted markers are found in no log, span, measurement, exception or ToString, on any path.</summary>
[Collection(nameof(Alone))]
public sealed class RedactionTests
{
    private const string Marker = "MARKER";

    private static readonly AwsCredentials Credentials = new("AKIDEXAMPLE", "SECRET-MARKER", "TOKEN-MARKER+/=");

    public static TheoryData<string> Paths => [
        "success", "throttled", "500", "quoting", "quoting everything", "damaged", "redirect", "broken", "timeout", "mismatch",
    ];

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Markers_OnAnyPath_AreShownNowhere(string path)
    {
        using var listeners = new Listeners();
        foreach (var (options, protocol) in ((SqsCallOptions, SqsProtocol)[])[(new(), SqsProtocol.Query), (new() { UseGet = true }, SqsProtocol.Query), (new(), SqsProtocol.Json)])
        {
            var handler = new ScriptedHandler(async (request, _, cancellationToken) => await AnswerAsync(path, request, cancellationToken));
            var engine = new Engine(handler, credentials: new StaticCredentialsSource(Credentials), logger: listeners, change: settings => settings with { Protocol = protocol });

            var shown = string.Join('\n', await ShownAsync(engine, SendRequest(options)), await ShownAsync(engine, BatchRequest(options)), await ShownAsync(engine, ReceiveRequest(options)), await ShownAsync(engine, DeleteRequest(options)), await ShownAsync(engine, DeleteBatchRequest(options)));

            Assert.DoesNotContain(Marker, shown, StringComparison.Ordinal);
            Assert.NotEmpty(shown);
            Assert.InRange(handler.Requests.Count, 5, 15);
            Assert.Contains(handler.Requests, sent => (sent.Body + sent.Request.RequestUri).Contains(Marker, StringComparison.Ordinal)); // they were really sent
        }

        Assert.DoesNotContain(Marker, listeners.All, StringComparison.Ordinal);
        Assert.Equal(15, listeners.Spans.Count);
        Assert.True(path is "success" or "redirect" or "quoting" or "quoting everything" or "mismatch" || !listeners.Log.IsEmpty, "nothing was logged");
    }

    private static SendMessageRequest SendRequest(SqsCallOptions options) => new()
    {
        QueueUrl = Engine.QueueUrl,
        MessageBody = "BODY MARKER",
        MessageAttributes = Attributes,
        CallOptions = options with { Headers = new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Own"] = "HEADER-MARKER" } },
    };

    private static Dictionary<string, MessageAttributeValue> Attributes { get; } = new(StringComparer.Ordinal) { ["a"] = MessageAttributeValue.String("ATTRIBUTE-MARKER") };

    private static SendMessageBatchRequest BatchRequest(SqsCallOptions options) => new()
    {
        QueueUrl = Engine.QueueUrl,
        Entries = [new SendMessageBatchRequestEntry { Id = "a", MessageBody = "BODY MARKER", MessageAttributes = Attributes }],
        CallOptions = options,
    };

    private static ReceiveMessageRequest ReceiveRequest(SqsCallOptions options) => new() { QueueUrl = Engine.QueueUrl, WaitTimeSeconds = 0, CallOptions = options };

    private static DeleteMessageRequest DeleteRequest(SqsCallOptions options) => new() { QueueUrl = Engine.QueueUrl, ReceiptHandle = "HANDLE+MARKER=", CallOptions = options };

    private static DeleteMessageBatchRequest DeleteBatchRequest(SqsCallOptions options) =>
        new() { QueueUrl = Engine.QueueUrl, Entries = [new() { Id = "a", ReceiptHandle = "HANDLE+MARKER=" }], CallOptions = options };

    private static async Task<string> ShownAsync(Engine engine, ISqsRequest request)
    {
        Task<object> call = request switch
        {
            SendMessageRequest send => Untyped(engine.Pipeline.InvokeAsync(SqsOperations.SendMessage, send, default)),
            SendMessageBatchRequest batch => Untyped(engine.Pipeline.InvokeAsync(SqsOperations.SendMessageBatch, batch, default)),
            ReceiveMessageRequest receive => Untyped(engine.Pipeline.InvokeAsync(SqsOperations.ReceiveMessage, receive, default)),
            DeleteMessageRequest delete => Untyped(engine.Pipeline.InvokeAsync(SqsOperations.DeleteMessage, delete, default)),
            DeleteMessageBatchRequest batch => Untyped(engine.Pipeline.InvokeAsync(SqsOperations.DeleteMessageBatch, batch, default)),
            _ => throw new ArgumentOutOfRangeException(nameof(request)),
        };
        await engine.RunAsync(call);
        var outcome = call.IsCompletedSuccessfully ? await call : (await Assert.ThrowsAnyAsync<SqsException>(() => call)).ToString();
        var inside = outcome is ReceiveMessageResponse received
            ? string.Join('\n', received.Messages.Select(message => $"{message} {message.MessageAttributes.Values.First()}").Concat(received.Damaged.Select(damaged => $"{damaged}")))
            : "";
        return $"{outcome}\n{inside}\n{request}\n{request.CallOptions}";

        static async Task<object> Untyped<T>(Task<T> call)
            where T : class => await call.ConfigureAwait(false);
    }

    private static string ActionOf(HttpRequestMessage request) =>
        request.Headers.Contains("x-amz-target") ? Answers.Header(request, "x-amz-target")["AmazonSQS.".Length..] :
        request.Method == HttpMethod.Get ? request.RequestUri!.Query.Split('&')[0]["?Action=".Length..] : ScriptedHandler.ActionOf(request);

    /// <summary>The handle that the request names, for those that name one.</summary>
    private static string Handle(HttpRequestMessage request) => ActionOf(request).StartsWith("Delete", StringComparison.Ordinal) ? "HANDLE+MARKER=" : "this";

    private static async Task<HttpResponseMessage> AnswerAsync(string path, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        switch (path)
        {
            case "throttled":
                return ScriptedHandler.Error(403, "RequestThrottled");
            case "500":
                return ScriptedHandler.Xml($"<html>BODY MARKER {Credentials.SessionToken}</html>", 500);
            case "quoting":
                return ScriptedHandler.Error(400, "ReceiptHandleIsInvalid", message: $"Not {Handle(request)}, {Credentials.SessionToken}, {Credentials.SecretAccessKey}");
            case "quoting everything":
                var canonical = request.Method == HttpMethod.Get ? request.RequestUri!.Query.Replace("&", "&amp;", StringComparison.Ordinal) : "";
                return ScriptedHandler.Error(403, "SignatureDoesNotMatch", message: $"The signature does not match.\n\n'{request.Method}\n/\n{canonical}\nx-amz-security-token:{Credentials.SessionToken}'");
            case "damaged":
                return ScriptedHandler.Xml("<SendMessageResponse>BODY MARKER HANDLE+MARKER=<");
            case "redirect":
                var redirect = Answers.Status(307);
                redirect.Headers.Location = new Uri($"https://evil.example/?{Uri.EscapeDataString(Credentials.SessionToken!)}");
                return redirect;
            case "broken":
                throw new HttpRequestException(HttpRequestError.ResponseEnded);
            case "timeout":
                await Answers.NeverAsync(cancellationToken).ConfigureAwait(false);
                break;
        }

        var action = ActionOf(request);
        var digest = path == "mismatch" ? Answers.Md5("other") : Answers.Md5("BODY MARKER");
        return action switch
        {
            "SendMessage" => Answers.Result(action, $"<MessageId>m</MessageId><MD5OfMessageBody>{digest}</MD5OfMessageBody>"),
            "SendMessageBatch" => Answers.Result(action, $"<SendMessageBatchResultEntry><Id>a</Id><MessageId>m</MessageId><MD5OfMessageBody>{digest}</MD5OfMessageBody></SendMessageBatchResultEntry>"),
            "ReceiveMessage" => Answers.Result(action, $"<Message><MessageId>m</MessageId><ReceiptHandle>HANDLE+MARKER=</ReceiptHandle><MD5OfBody>{digest}</MD5OfBody><Body>BODY MARKER</Body>"
                + "<MessageAttribute><Name>a</Name><Value><DataType>String</DataType><StringValue>ATTRIBUTE-MARKER</StringValue></Value></MessageAttribute></Message>"),
            _ => Answers.Result(action, ""),
        };
    }
}
