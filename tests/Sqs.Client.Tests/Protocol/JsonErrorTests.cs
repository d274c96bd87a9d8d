using System.Text;

namespace Sqs.Client.Tests.Protocol;

public sealed class JsonErrorTests
{
    /// <summary>An unknown queue as AWS, moto, fauxqs and an emulator of the Query protocol say it.</summary>
    [Theory]
    [InlineData("""{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"No queue."}""", "AWS.SimpleQueueService.NonExistentQueue;Sender", null)]
    [InlineData("""{"__type":"QueueDoesNotExist","message":"No queue."}""", "AWS.SimpleQueueService.NonExistentQueue;Sender", "QueueDoesNotExist")]
    [InlineData("""{"Code":"AWS.SimpleQueueService.NonExistentQueue","Message":"No queue."}""", null, null)]
    [InlineData("<ErrorResponse><Error><Type>Sender</Type><Code>AWS.SimpleQueueService.NonExistentQueue</Code><Message>No queue.</Message></Error></ErrorResponse>", null, null)]
    [InlineData("""{"message":"No queue."}""", null, "com.amazonaws.sqs#QueueDoesNotExist:http://internal.amazon.com/coral/")]
    [InlineData("""{"__type":"com.amazonaws.sqs#QueueDoesNotExist:http://x#y","Message":"No queue.","Future":[{"Message":"other"}]}""", null, null)]
    public void Unknown_Queue_Is_Understood_However_It_Is_Spelt(string answer, string? queryError, string? errorType)
    {
        var error = Read(answer, queryError, errorType);
        Assert.NotNull(error);
        Assert.True(error.Value.Is(SqsErrorCode.QueueDoesNotExist));
        Assert.Equal(SqsErrorCode.QueueDoesNotExist, error.Value.Code);
        Assert.Equal("No queue.", error.Value.Message);
    }

    [Theory]
    [InlineData("AWS.SimpleQueueService.NonExistentQueue;Sender", "AWS.SimpleQueueService.NonExistentQueue", SqsFault.Sender)]
    [InlineData(" RequestThrottled ; Receiver ", "RequestThrottled", SqsFault.Receiver)]
    [InlineData("Custom", "Custom", SqsFault.Unknown)]
    [InlineData(";Sender", "Shape", SqsFault.Sender)]
    [InlineData("Custom;Nobody;x", "Custom", SqsFault.Unknown)]
    [InlineData("", "Shape", SqsFault.Unknown)]
    [InlineData(null, "Shape", SqsFault.Unknown)]
    public void Code_Of_The_Query_Protocol_Is_The_Public_One(string? queryError, string code, SqsFault fault)
    {
        var error = Read("""{"__type":"a.b#Shape"}""", queryError, null)!.Value;
        Assert.Equal((code, fault, "Shape"), (error.Code.Value, error.Fault, error.Shape.Value));
    }

    [Fact]
    public void Headers_Alone_Are_An_Error() =>
        Assert.Equal("QueueAlreadyExists", Read("", "QueueAlreadyExists;Sender", null)!.Value.Code.Value);

    [Fact]
    public void Text_Alone_Is_An_Error_Without_A_Code()
    {
        var error = Read("""{"message":"Forbidden \ud83d\ude00"}""", null, null)!.Value;
        Assert.Equal((SqsErrorCode.None, "Forbidden 😀"), (error.Code, error.Message));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("\"QueueDoesNotExist\"")]
    [InlineData("garbage")]
    [InlineData("<html><body>502</body></html>")]
    [InlineData("""{"__type":"","message":""}""")]
    [InlineData("""{"__type":null,"message":null}""")]
    [InlineData("""{"__type":"#:"}""")]
    [InlineData("""{"__type":{"a":1}}""")]
    [InlineData("""{"__type":"QueueDoesNotExist"}x""")]
    [InlineData("""{"__type":"\ud800"}""")]
    public void Document_That_Is_No_Error_Is_None(string text) => Assert.Null(Read(text, null, null));

    [Fact]
    public void Documents_Cut_At_Any_Byte_Are_None()
    {
        const string Document = """{"__type":"com.amazonaws.sqs#RequestThrottled","message":"sl\u0065ep"}""";
        Assert.Equal("RequestThrottled", Read(Document, null, null)!.Value.Code.Value);
        for (var length = 0; length < Document.Length; length++)
        {
            Assert.Null(Read(Document[..length], null, null));
        }
    }

    [Theory]
    [InlineData("AccessDeniedException", "AccessDenied")]
    [InlineData("InvalidSignatureException", "SignatureDoesNotMatch")]
    [InlineData("UnrecognizedClientException", "InvalidClientTokenId")]
    [InlineData("MissingAuthenticationTokenException", "MissingAuthenticationToken")]
    [InlineData("IncompleteSignatureException", "IncompleteSignature")]
    [InlineData("ExpiredTokenException", "ExpiredToken")]
    [InlineData("ThrottlingException", "Throttling")]
    [InlineData("RequestThrottledException", "RequestThrottled")]
    [InlineData("RequestTimeTooSkewedException", "RequestTimeTooSkewed")]
    [InlineData("ServiceUnavailableException", "ServiceUnavailable")]
    [InlineData("UnknownOperationException", "InvalidAction")]
    public void Framework_Errors_Are_Those_Of_The_Query_Protocol(string shape, string code) =>
        Assert.Equal(new SqsErrorCode(code), Read($$"""{"__type":"com.amazon.coral.service#{{shape}}"}""", null, null)!.Value.Code);

    private static Client.Protocol.ServiceError? Read(string answer, string? queryError, string? errorType) =>
        Answers.ReadError(Encoding.UTF8.GetBytes(answer), SqsProtocol.Json, queryError, errorType);
}
