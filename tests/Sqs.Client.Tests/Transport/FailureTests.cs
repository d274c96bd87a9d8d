using Sqs.Client.Operations;
using Sqs.Client.Signing;

namespace Sqs.Client.Tests.Transport;

/// <summary>What error answers become.</summary>
public sealed class FailureTests
{
    [Theory]
    [InlineData("QueueDoesNotExist")]
    [InlineData("AWS.SimpleQueueService.NonExistentQueue")]
    public async Task Queue_ThatDoesNotExist_IsATypeOfItsOwn(string code)
    {
        var engine = Answering(ScriptedHandler.Error(400, code));

        var error = await engine.ErrorOfAsync<QueueDoesNotExistException>(engine.SendAsync());

        Assert.Equal(SqsErrorCode.QueueDoesNotExist, error.ErrorCode);
        Assert.Equal(code, error.ErrorCode.Value);
        Assert.Equal(("SendMessage", 400, "req-1", SqsFault.Sender, 1, false), (error.Action, error.StatusCode, error.RequestId, error.Fault, error.Attempts, error.OutcomeUnknown));
        Assert.Contains("Said by the service.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RequestThrottled", 403)]
    [InlineData("KmsThrottled", 400)]
    [InlineData("KMS.ThrottlingException", 400)]
    [InlineData("ThrottlingException", 503)]
    [InlineData("TooManyRequestsException", 429)]
    public async Task Throttling_ByItsCode_IsATypeOfItsOwnWhateverTheStatus(string code, int status)
    {
        var engine = new Engine(new ScriptedHandler((_, _) => ScriptedHandler.Error(status, code)));

        var error = await engine.ErrorOfAsync<SqsThrottledException>(engine.SendAsync());

        Assert.Equal(3, error.Attempts);
        Assert.Equal(500 - 5 - 5, engine.Pipeline.Budget.Tokens);
    }

    [Theory]
    [InlineData("BrandNewCode", 400, "Sender", SqsFault.Sender)]
    [InlineData("BrandNewCode", 400, "Receiver", SqsFault.Receiver)]
    [InlineData("BrandNewCode", 404, "Unknown", SqsFault.Sender)] // by the status
    [InlineData("BrandNewCode", 501, "", SqsFault.Receiver)]
    public async Task Code_NotKnownToday_PassesThrough(string code, int status, string type, SqsFault fault)
    {
        var engine = Answering(ScriptedHandler.Error(status, code, type));

        var error = await engine.ErrorOfAsync<SqsException>(engine.SendAsync());

        Assert.Equal((code, status, fault, 1), (error.ErrorCode.Value, error.StatusCode, error.Fault, error.Attempts));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(413)]
    [InlineData(501)]
    [InlineData(505)]
    public async Task Answer_WithoutACode_IsNotRepeated(int status)
    {
        var engine = Answering(Answers.Status(status));

        var error = await engine.ErrorOfAsync<SqsException>(engine.SendAsync());

        Assert.Equal((SqsErrorCode.None, status, 1), (error.ErrorCode, error.StatusCode, error.Attempts));
    }

    [Theory]
    [InlineData("<ErrorResponse><Error><Code>X</Code></Error><RequestId>body</RequestId></ErrorResponse>", null, "body")]
    [InlineData("<Response><Errors><Error><Code>X</Code></Error></Errors><RequestID>body</RequestID></Response>", null, "body")]
    [InlineData("", "header", "header")]
    [InlineData("<ErrorResponse><Error><Code>X</Code></Error></ErrorResponse>", "header", "header")]
    [InlineData("", null, null)]
    public async Task RequestId_OfAFailure_IsFoundInBodyOrHeader(string body, string? header, string? expected)
    {
        var answer = ScriptedHandler.Xml(body, 400);
        if (header is not null)
        {
            answer.Headers.Add("x-amzn-RequestId", header);
        }

        var engine = Answering(answer);

        Assert.Equal(expected, (await engine.ErrorOfAsync<SqsException>(engine.SendAsync())).RequestId);
    }

    [Theory]
    [InlineData(null, "req-ok")]
    [InlineData("header", "header")]
    public async Task RequestId_OfASuccess_IsFoundInBodyOrHeader(string? header, string expected)
    {
        var engine = new Engine(new ScriptedHandler((request, _) =>
        {
            var answer = ScriptedHandler.Success(request);
            if (header is not null)
            {
                answer.Headers.Add("x-amzn-RequestId", header);
            }

            return answer;
        }));

        var sent = await engine.SendAsync();

        Assert.Equal((expected, 200, 1), (sent.Metadata.RequestId, sent.Metadata.StatusCode, sent.Metadata.Attempts));
    }

    [Fact]
    public async Task Handle_QuotedByTheService_IsRedacted()
    {
        const string Handle = "AQEBhandle+with/signs==";
        var engine = Answering(ScriptedHandler.Error(400, "ReceiptHandleIsInvalid", message: $"The handle {Handle} is not valid; again {Handle}."));

        var error = await engine.ErrorOfAsync<SqsException>(engine.DeleteAsync(Handle));

        Assert.Equal(SqsErrorCode.ReceiptHandleIsInvalid, error.ErrorCode);
        Assert.Contains("The handle [redacted] is not valid; again [redacted].", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Handle, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Handle_OfABatchQuotedByTheService_IsRedacted()
    {
        var engine = Answering(ScriptedHandler.Error(400, "InvalidParameterValue", message: "Neither handle-1 nor handle-2."));

        var error = await engine.ErrorOfAsync<SqsException>(engine.Pipeline.InvokeAsync(
            SqsOperations.DeleteMessageBatch,
            new DeleteMessageBatchRequest
            {
                QueueUrl = Engine.QueueUrl,
                Entries = [new() { Id = "a", ReceiptHandle = "handle-1" }, new() { Id = "b", ReceiptHandle = "handle-2" }],
            },
            default));

        Assert.Contains("Neither [redacted] nor [redacted].", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_QuotedByTheService_IsRedacted()
    {
        const string SessionToken = "IQoJb3JpZ2luX2Vj+token/==";
        var engine = new Engine(
            new ScriptedHandler((_, _) => ScriptedHandler.Error(403, "SignatureDoesNotMatch", message: $"The Canonical String:\nPOST\nx-amz-security-token:{SessionToken}\n")),
            credentials: new StaticCredentialsSource(new AwsCredentials("AKID", "secret", SessionToken)));

        var error = await engine.ErrorOfAsync<SqsException>(engine.SendAsync());

        Assert.Contains("x-amz-security-token:[redacted]", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("IQoJ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CanonicalQuery_OfAGet_IsNotQuotedFurther()
    {
        // The canonical request of a GET holds the whole request, the body and the handles in their escaped form.
        const string Said = "The request signature we calculated does not match.\n\nThe Canonical String for this request should have been\n'GET\n/\n";
        const string Handle = "AQEB+handle==";
        var sending = Answering(ScriptedHandler.Error(403, "SignatureDoesNotMatch", message: $"{Said}Action=SendMessage&amp;MessageBody=BODY%20MARKER"));
        var deleting = Answering(ScriptedHandler.Error(403, "SignatureDoesNotMatch", message: $"ReceiptHandle={Uri.EscapeDataString(Handle)} is wrong."));
        var asGet = new SqsCallOptions { UseGet = true };

        var sent = await sending.ErrorOfAsync<SqsException>(sending.SendAsync("BODY MARKER", options: asGet));
        var deleted = await deleting.ErrorOfAsync<SqsException>(deleting.DeleteAsync(Handle, asGet));

        Assert.Contains("does not match", sent.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("MARKER", sent.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("AQEB", deleted.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_OfExtremeLength_IsCut()
    {
        var engine = Answering(ScriptedHandler.Error(400, "X", message: new string('m', 10_000)));

        Assert.InRange((await engine.ErrorOfAsync<SqsException>(engine.SendAsync())).Message.Length, 1000, 1200);
    }

    private static Engine Answering(HttpResponseMessage answer) => new(new ScriptedHandler((_, _) => answer));
}
