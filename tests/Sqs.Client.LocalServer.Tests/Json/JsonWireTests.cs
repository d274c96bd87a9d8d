using System.Text;

namespace Sqs.Client.LocalServer.Tests.Json;

/// <summary>Exchanges of the JSON protocol, letter by letter.</summary>
public sealed class JsonWireTests
{
    [Fact]
    public async Task Queue_MadeAskedAndDeleted_AnswersExactly()
    {
        await using var server = await TestServer.StartAsync();
        await AssertAsync(server, "ListQueues", "{}", "{}");
        await AssertAsync(server, "ListQueues", "", "{}");
        await AssertAsync(server, "CreateQueue", """{"QueueName":"q","Attributes":{"VisibilityTimeout":"45"},"tags":{"ü":"日本","k":""},"Tags":{"not":"here"},"Unknown":[{}]}""", """{"QueueUrl":"<url>"}""");
        await AssertAsync(server, "GetQueueUrl", """{"QueueName":"q"}""", """{"QueueUrl":"<url>"}""");
        await AssertAsync(server, "ListQueues", """{"QueueNamePrefix":null,"MaxResults":10}""", """{"QueueUrls":["<url>"]}""");
        await AssertAsync(server, "ListQueueTags", """{"QueueUrl":"<url>"}""", """{"Tags":{"k":"","ü":"日本"}}""");
        await AssertAsync(server, "TagQueue", """{"QueueUrl":"<url>","Tags":{"<&>":"1"},"tags":{"not":"here"}}""", "{}");
        await AssertAsync(server, "UntagQueue", """{"QueueUrl":"<url>","TagKeys":["k","ü"]}""", "{}");
        await AssertAsync(server, "ListQueueTags", """{"QueueUrl":"<url>"}""", """{"Tags":{"<&>":"1"}}""");
        await AssertAsync(server, "SetQueueAttributes", """{"QueueUrl":"<url>","Attributes":{"DelaySeconds":"3"}}""", "{}");
        await AssertAsync(server, "GetQueueAttributes", """{"QueueUrl":"<url>","AttributeNames":["DelaySeconds","VisibilityTimeout","ApproximateNumberOfMessages"]}""",
            """{"Attributes":{"VisibilityTimeout":"45","ApproximateNumberOfMessages":"0","DelaySeconds":"3"}}""");
        await AssertAsync(server, "GetQueueAttributes", """{"QueueUrl":"<url>","AttributeNames":[]}""", "{}");
        await AssertAsync(server, "ListDeadLetterSourceQueues", """{"QueueUrl":"<url>"}""", "{}");
        await AssertAsync(server, "ReceiveMessage", """{"QueueUrl":"<url>"}""", "{}");
        await AssertAsync(server, "AddPermission", """{"QueueUrl":"<url>","Label":"l","AWSAccountIds":["111111111111"],"Actions":["SendMessage"]}""", "{}");
        await AssertAsync(server, "RemovePermission", """{"QueueUrl":"<url>","Label":"l"}""", "{}");
        await AssertAsync(server, "PurgeQueue", """{"QueueUrl":"<url>"}""", "{}");
        await AssertAsync(server, "DeleteQueue", """{"QueueUrl":"<url>"}""", "{}");
    }

    [Fact]
    public async Task Message_SentReceivedAndDeleted_KeepsBodyAndAttributes()
    {
        await using var server = await TestServer.StartAsync();
        var url = server.UrlOf("q");
        await server.CreateAsync("q");
        var sent = await server.SendJsonAsync("SendMessage", """
            {"QueueUrl":"<url>","MessageBody":"\u00fc \ud83d\ude00 \"<&>\\ \n","MessageAttributes":{
            "S":{"DataType":"String","StringValue":"ü"},"N":{"DataType":"Number","StringValue":"007"},"B":{"DataType":"Binary","BinaryValue":"AAEC/w=="}},
            "MessageSystemAttributes":{"AWSTraceHeader":{"DataType":"String","StringValue":"Root=1-5759e988-bd862e3fe1be46a994272793"}}}
            """.Replace("<url>", url, StringComparison.Ordinal));
        Assert.Equal(["MessageId", "MD5OfMessageBody", "MD5OfMessageAttributes", "MD5OfMessageSystemAttributes"], sent.Json.EnumerateObject().Select(member => member.Name));
        var id = sent.Json.GetProperty("MessageId").GetString();
        var received = await server.SendJsonAsync(
            "ReceiveMessage",
            """{"QueueUrl":"<url>","MaxNumberOfMessages":10,"MessageSystemAttributeNames":["ApproximateReceiveCount","AWSTraceHeader"],"MessageAttributeNames":["All"]}""".Replace("<url>", url, StringComparison.Ordinal));
        var message = received.Json.GetProperty("Messages")[0];
        var handle = message.GetProperty("ReceiptHandle").GetString()!;
        Assert.Equal(sent.Json.GetProperty("MessageId").GetString(), message.GetProperty("MessageId").GetString());
        var expected = """
            {"Messages":[{"MessageId":"<id>","ReceiptHandle":"<handle>","MD5OfBody":"<body>","Body":"ü 😀 \"<&>\\ \n",
            "Attributes":{"ApproximateReceiveCount":"1","AWSTraceHeader":"Root=1-5759e988-bd862e3fe1be46a994272793"},"MD5OfMessageAttributes":"<digest>",
            "MessageAttributes":{"S":{"StringValue":"ü","DataType":"String"},"N":{"StringValue":"7","DataType":"Number"},"B":{"BinaryValue":"AAEC/w==","DataType":"Binary"}}}]}
            """;
        Assert.Equal(
            expected.ReplaceLineEndings("")
                .Replace("<id>", message.GetProperty("MessageId").GetString(), StringComparison.Ordinal)
                .Replace("<handle>", handle, StringComparison.Ordinal)
                .Replace("<body>", sent.Json.GetProperty("MD5OfMessageBody").GetString(), StringComparison.Ordinal)
                .Replace("<digest>", message.GetProperty("MD5OfMessageAttributes").GetString(), StringComparison.Ordinal),
            received.Text.Replace("\\uD83D\\uDE00", "😀", StringComparison.Ordinal));
        await AssertAsync(server, "ChangeMessageVisibility", """{"QueueUrl":"<url>","ReceiptHandle":"<handle>","VisibilityTimeout":60.9}""".Replace("<handle>", handle, StringComparison.Ordinal), "{}");
        await AssertAsync(server, "DeleteMessage", """{"QueueUrl":"<url>","ReceiptHandle":"<handle>"}""".Replace("<handle>", handle, StringComparison.Ordinal), "{}");
    }

    [Fact]
    public async Task Batch_WithAFailedEntry_TypesSenderFault()
    {
        await using var server = await TestServer.StartAsync();
        var url = server.UrlOf("q");
        await server.CreateAsync("q");
        var sent = await server.SendJsonAsync("SendMessageBatch", """{"QueueUrl":"<url>","Entries":[{"Id":"a","MessageBody":"1","DelaySeconds":1},{"Id":"b","MessageBody":"\ud800"},{"Id":"c","MessageBody":"3","DelaySeconds":901}]}""".Replace("<url>", url, StringComparison.Ordinal));
        var id = sent.Json.GetProperty("Successful")[0].GetProperty("MessageId").GetString();
        var expected =
            """{"Successful":[{"Id":"a","MessageId":"<id>","MD5OfMessageBody":"c4ca4238a0b923820dcc509a6f75849b"}],"Failed":["""
            + """{"Id":"b","SenderFault":true,"Code":"InvalidMessageContents","Message":"Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF"},"""
            + """{"Id":"c","SenderFault":true,"Code":"InvalidParameterValue","Message":"Value 901 for parameter DelaySeconds is invalid. Reason: Must be between 0 and 900, if provided."}]}""";
        Assert.Equal(expected.Replace("<id>", id, StringComparison.Ordinal), sent.Text);
        await AssertAsync(server, "DeleteMessageBatch", """{"QueueUrl":"<url>","Entries":[{"Id":"x","ReceiptHandle":"made up"}]}""",
            """{"Failed":[{"Id":"x","SenderFault":true,"Code":"ReceiptHandleIsInvalid","Message":"The input receipt handle \"made up\" is not a valid receipt handle."}]}""");
    }

    [Fact]
    public async Task MoveTask_InAnswers_CountsInNumbers()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("dead");
        var work = await server.SendJsonAsync("CreateQueue", """{"QueueName":"work","Attributes":{"RedrivePolicy":"{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:dead\",\"maxReceiveCount\":\"1\"}"}}""");
        Assert.Equal(200, work.Status);
        await AssertAsync(server, "ListDeadLetterSourceQueues", """{"QueueUrl":"<dead>"}""", """{"queueUrls":["<work>"]}""");
        var sent = await server.SendJsonAsync("SendMessage", """{"QueueUrl":"<dead>","MessageBody":"m"}""".Replace("<dead>", server.UrlOf("dead"), StringComparison.Ordinal));
        Assert.Equal(200, sent.Status);
        var started = await server.SendJsonAsync("StartMessageMoveTask", """{"SourceArn":"arn:aws:sqs:us-east-1:000000000000:dead","DestinationArn":"arn:aws:sqs:us-east-1:000000000000:work","MaxNumberOfMessagesPerSecond":1}""");
        Assert.Equal(["TaskHandle"], started.Json.EnumerateObject().Select(member => member.Name));
        var listed = await server.SendJsonAsync("ListMessageMoveTasks", """{"SourceArn":"arn:aws:sqs:us-east-1:000000000000:dead","MaxResults":10}""");
        Assert.Contains("\"MaxNumberOfMessagesPerSecond\":1,\"ApproximateNumberOfMessagesMoved\":", listed.Text, StringComparison.Ordinal);
        Assert.Contains("\"StartedTimestamp\":1893456000000}]}", listed.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Target_WithoutTheContentType_SelectsJson_AndAFormNever()
    {
        await using var server = await TestServer.StartAsync();
        foreach (var type in new[] { null, "application/json", "application/x-amz-json-1.1", "application/x-amz-json-1.0; charset=utf-8" })
        {
            using var request = JsonCaller.Request("{}"u8.ToArray(), type, "AmazonSQS.ListQueues", "/000000000000/any");
            var reply = await server.SendAsync(request);
            Assert.Equal((200, "{}", "application/x-amz-json-1.0"), (reply.Status, reply.Text, reply.ContentType));
        }

        using var form = JsonCaller.Request(Encoding.UTF8.GetBytes("Action=ListQueues"), "application/x-www-form-urlencoded", "AmazonSQS.CreateQueue");
        Assert.Equal("text/xml", (await server.SendAsync(form)).ContentType);
    }

    [Fact]
    public async Task Path_OfAQueue_DoesNotStandForItsUrl()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        var reply = await server.SendJsonAsync("PurgeQueue", "{}", queryMode: true, path: "/000000000000/q");
        Assert.Equal((400, "com.amazon.coral.service#MissingRequiredParameterException", "MissingParameter;Sender"), (reply.Status, reply.ErrorType, reply.QueryError));
    }

    private static async Task AssertAsync(TestServer server, string action, string body, string expected)
    {
        var reply = await server.SendJsonAsync(action, InPlace(server, body));
        Assert.Equal((200, InPlace(server, expected)), (reply.Status, reply.Text));
        Assert.Equal("application/x-amz-json-1.0", reply.ContentType);
        Assert.True(Guid.TryParse(reply.RequestId, out _));
        Assert.Null(reply.QueryError);
    }

    private static string InPlace(TestServer server, string text) => text
        .Replace("<url>", server.UrlOf("q"), StringComparison.Ordinal)
        .Replace("<dead>", server.UrlOf("dead"), StringComparison.Ordinal)
        .Replace("<work>", server.UrlOf("work"), StringComparison.Ordinal);
}
