namespace Sqs.Client.LocalServer.Tests.Json;

/// <summary>What the JSON protocol answers to requests that the service refuses.</summary>
public sealed class JsonErrorTests
{
    private const string NoQueue = """{"QueueName":"none"}""";

    [Fact]
    public async Task Error_OfTheModel_IsInItsNamespace_WithTheCodeOnRequest()
    {
        await using var server = await TestServer.StartAsync();
        var plain = await server.SendJsonAsync("GetQueueUrl", NoQueue);
        Assert.Equal((400, """{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"The specified queue does not exist."}""", null), (plain.Status, plain.Text, plain.QueryError));
        var compatible = await server.SendJsonAsync("GetQueueUrl", NoQueue, queryMode: true);
        Assert.Equal((400, plain.Text, "AWS.SimpleQueueService.NonExistentQueue;Sender"), (compatible.Status, compatible.Text, compatible.QueryError));
        var query = await server.PostAsync("Action=GetQueueUrl&QueueName=none");
        Assert.Equal("The specified queue does not exist for this wsdl version.", query.One("Message"));
    }

    [Fact]
    public async Task Error_OfTheFramework_IsInItsOwnNamespace()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        var reply = await server.SendJsonAsync("ReceiveMessage", $$"""{"QueueUrl":"{{server.UrlOf("q")}}","MaxNumberOfMessages":11}""", queryMode: true);
        Assert.Equal(
            """{"__type":"com.amazon.coral.service#InvalidParameterValueException","message":"Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided."}""",
            reply.Text);
        Assert.Equal((400, "InvalidParameterValue;Sender"), (reply.Status, reply.QueryError));
    }

    [Theory]
    [InlineData("CreateQueue", """{"QueueName":"q","Attributes":{"VisibilityTimeout":"1"}}""", 400, "QueueNameExists", "QueueAlreadyExists")]
    [InlineData("CreateQueue", """{"QueueName":"new","Attributes":{"Nothing":"1"}}""", 400, "InvalidAttributeName", "InvalidAttributeName")]
    [InlineData("CreateQueue", """{"QueueName":"new","Attributes":{"DelaySeconds":"-1"}}""", 400, "InvalidAttributeValue", "InvalidAttributeValue")]
    [InlineData("SendMessage", """{"QueueUrl":"<url>","MessageBody":"a\u0001"}""", 400, "InvalidMessageContents", "InvalidMessageContents")]
    [InlineData("SendMessage", """{"QueueUrl":"<url>","MessageBody":"\ud83d\ude00 \udc00\n"}""", 400, "InvalidMessageContents", "InvalidMessageContents")]
    [InlineData("SendMessage", """{"QueueUrl":"<url>","MessageBody":"m","MessageAttributes":{"a":{"DataType":"String","StringListValues":["x"]}}}""", 400, "UnsupportedOperation", "AWS.SimpleQueueService.UnsupportedOperation")]
    [InlineData("DeleteMessage", """{"QueueUrl":"<url>","ReceiptHandle":"\ud800"}""", 400, "ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid")]
    [InlineData("DeleteMessage", """{"QueueUrl":"no/such/address","ReceiptHandle":"h"}""", 404, "InvalidAddress", "InvalidAddress")]
    [InlineData("DeleteMessageBatch", """{"QueueUrl":"<url>","Entries":[]}""", 400, "EmptyBatchRequest", "AWS.SimpleQueueService.EmptyBatchRequest")]
    [InlineData("DeleteMessageBatch", """{"QueueUrl":"<url>","Entries":[{"Id":"a","ReceiptHandle":"h"},{"Id":"a","ReceiptHandle":"h"}]}""", 400, "BatchEntryIdsNotDistinct", "AWS.SimpleQueueService.BatchEntryIdsNotDistinct")]
    [InlineData("AddPermission", """{"QueueUrl":"<url>","Label":"l","AWSAccountIds":["111111111111"],"Actions":["a","b","c","d","e","f","g","h"]}""", 403, "OverLimit", "OverLimit")]
    [InlineData("ListMessageMoveTasks", """{"SourceArn":"arn:aws:sqs:us-east-1:000000000000:none"}""", 404, "ResourceNotFoundException", "ResourceNotFoundException")]
    public async Task Error_Modelled_HasShapeCodeAndStatus(string action, string body, int status, string shape, string code)
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        var sent = body.Replace("<url>", server.UrlOf("q"), StringComparison.Ordinal);
        var reply = await server.SendJsonAsync(action, sent, queryMode: true);
        Assert.Equal((status, "com.amazonaws.sqs#" + shape, code + ";Sender"), (reply.Status, reply.ErrorType, reply.QueryError));
        var plain = await server.SendJsonAsync(action, sent);
        Assert.Equal((status, reply.ErrorType, null), (plain.Status, plain.ErrorType, plain.QueryError));
    }

    [Theory]
    [InlineData("AWS.SimpleQueueService.NonExistentQueue", 400, "com.amazonaws.sqs#QueueDoesNotExist")]
    [InlineData("AWS.SimpleQueueService.MessageNotInflight", 400, "com.amazonaws.sqs#MessageNotInflight")]
    [InlineData("QueueAlreadyExists", 400, "com.amazonaws.sqs#QueueNameExists")]
    [InlineData("KMS.OptInRequired", 403, "com.amazonaws.sqs#KmsOptInRequired")]
    [InlineData("RequestThrottled", 403, "com.amazonaws.sqs#RequestThrottled")]
    [InlineData("AccessDenied", 403, "com.amazon.coral.service#AccessDeniedException")]
    [InlineData("ExpiredToken", 403, "com.amazon.coral.service#ExpiredTokenException")]
    [InlineData("SomethingNew", 418, "com.amazon.coral.service#SomethingNew")]
    public async Task Error_InjectedByItsCode_HasTheShapeOfThatCode(string code, int status, string type)
    {
        await using var server = await TestServer.StartAsync();
        _ = server.Server.Faults.Add(new FaultRule { Fault = Fault.Error(code, status) });
        var reply = await server.SendJsonAsync("GetQueueUrl", NoQueue, queryMode: true);
        Assert.Equal((status, type, code + ";Sender"), (reply.Status, reply.ErrorType, reply.QueryError));
    }

    [Theory]
    [InlineData("{", "The request could not be read as JSON.")]
    [InlineData("{}{}", "The request could not be read as JSON.")]
    [InlineData("{'QueueUrl':1}", "The request could not be read as JSON.")]
    [InlineData("""{"QueueUrl":"x",}""", "The request could not be read as JSON.")]
    [InlineData("""{"QueueUrl":"\u12"}""", "The request could not be read as JSON.")]
    [InlineData("Action=ListQueues", "The request could not be read as JSON.")]
    [InlineData("null", "NULL_VALUE can not be converted to a Structure")]
    [InlineData("[]", "START_ARRAY can not be converted to a Structure")]
    [InlineData("\"text\"", "STRING_VALUE can not be converted to a Structure")]
    [InlineData("""{"QueueUrl":1}""", "NUMBER_VALUE can not be converted to a String")]
    [InlineData("""{"MessageBody":{}}""", "START_OBJECT can not be converted to a String")]
    [InlineData("""{"DelaySeconds":"1"}""", "STRING_VALUE can not be converted to an Integer")]
    [InlineData("""{"DelaySeconds":true}""", "TRUE_VALUE can not be converted to an Integer")]
    [InlineData("""{"Entries":{}}""", "START_OBJECT can not be converted to a List")]
    [InlineData("""{"Entries":["x"]}""", "STRING_VALUE can not be converted to a Structure")]
    [InlineData("""{"AttributeNames":"All"}""", "STRING_VALUE can not be converted to a List")]
    [InlineData("""{"AttributeNames":[false]}""", "FALSE_VALUE can not be converted to a String")]
    [InlineData("""{"Attributes":[]}""", "START_ARRAY can not be converted to a Map")]
    [InlineData("""{"Attributes":{"VisibilityTimeout":30}}""", "NUMBER_VALUE can not be converted to a String")]
    [InlineData("""{"MessageAttributes":{"a":"x"}}""", "STRING_VALUE can not be converted to a Structure")]
    [InlineData("""{"MessageAttributes":{"a":{"BinaryValue":"?"}}}""", "STRING_VALUE can not be decoded as base64")]
    [InlineData("""{"MessageAttributes":{"\ud800":{}}}""", "A name in the request is not valid Unicode.")]
    public async Task Body_OfAnotherForm_IsNotSerialized(string body, string message)
    {
        await using var server = await TestServer.StartAsync();
        var reply = await server.SendJsonAsync("SendMessage", body, queryMode: true);
        Assert.Equal(
            (400, $$"""{"__type":"com.amazon.coral.service#SerializationException","message":"{{message}}"}""", "MalformedInput;Sender"),
            (reply.Status, reply.Text, reply.QueryError));
    }

    [Fact]
    public async Task Body_TooDeepOrNotUtf8_IsNotSerialized()
    {
        await using var server = await TestServer.StartAsync();
        var deep = await server.SendJsonAsync("SendMessage", string.Concat(Enumerable.Repeat("""{"a":""", 100_000)));
        Assert.Equal((400, "com.amazon.coral.service#SerializationException"), (deep.Status, deep.ErrorType));
        using var request = JsonCaller.Request([.. "{\"QueueUrl\":\""u8, 0xFF, .. "\"}"u8], "application/x-amz-json-1.0", "AmazonSQS.SendMessage");
        Assert.Contains("not in UTF-8", (await server.SendAsync(request)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "The request must name an action in the header X-Amz-Target.")]
    [InlineData("AmazonSQS.", "The action  is not valid for this endpoint.")]
    [InlineData("AmazonSQS.Nothing", "The action Nothing is not valid for this endpoint.")]
    [InlineData("AmazonSQS.sendmessage", "The action sendmessage is not valid for this endpoint.")]
    [InlineData("DynamoDB_20120810.ListTables", "The action DynamoDB_20120810.ListTables is not valid for this endpoint.")]
    public async Task Target_Unknown_IsAnUnknownOperation(string? target, string message)
    {
        await using var server = await TestServer.StartAsync();
        using var request = JsonCaller.Request("{}"u8.ToArray(), "application/x-amz-json-1.0", target);
        var reply = await server.SendAsync(request);
        Assert.Equal((400, $$"""{"__type":"com.amazon.coral.service#UnknownOperationException","message":"{{message}}"}"""), (reply.Status, reply.Text));
    }

    [Fact]
    public async Task Request_NotPosted_IsRefusedInJson()
    {
        await using var server = await TestServer.StartAsync();
        using var get = new HttpRequestMessage(HttpMethod.Get, "/?Action=ListQueues");
        get.Headers.Add("X-Amz-Target", "AmazonSQS.ListQueues");
        Assert.Equal("com.amazon.coral.service#UnknownOperationException", (await server.SendAsync(get)).ErrorType);
        using var put = JsonCaller.Request("{}"u8.ToArray(), "application/x-amz-json-1.0", "AmazonSQS.ListQueues");
        put.Method = HttpMethod.Put;
        Assert.Equal(405, (await server.SendAsync(put)).Status);
    }

    [Fact]
    public async Task Body_TooLarge_IsRefusedInJson()
    {
        await using var server = await TestServer.StartAsync();
        var reply = await server.SendJsonAsync("SendMessage", new string(' ', 10 * 1024 * 1024 + 1));
        Assert.Equal((413, "com.amazon.coral.service#RequestEntityTooLarge"), (reply.Status, reply.ErrorType));
    }

    [Fact]
    public async Task Member_SentTwiceOrAsNull_IsTheLastOrNone()
    {
        await using var server = await TestServer.StartAsync();
        var reply = await server.SendJsonAsync("GetQueueUrl", """{"QueueName":"a","QueueName":"b","QueueOwnerAWSAccountId":null}""");
        Assert.Equal("com.amazonaws.sqs#QueueDoesNotExist", reply.ErrorType);
        await server.CreateAsync("b");
        Assert.Equal(200, (await server.SendJsonAsync("GetQueueUrl", """{"QueueName":"a","QueueName":"b","QueueOwnerAWSAccountId":null}""")).Status);
        var url = server.UrlOf("b");
        var send = $$"""{"QueueUrl":"{{url}}","MessageBody":"m","DelaySeconds":1e0,"MessageAttributes":{"a":null},"MessageGroupId":null}""";
        Assert.Equal(["MessageId", "MD5OfMessageBody"], (await server.SendJsonAsync("SendMessage", send)).Json.EnumerateObject().Select(member => member.Name));
        Assert.Equal("com.amazon.coral.service#InvalidParameterValueException", (await server.SendJsonAsync("SendMessage", send.Replace("1e0", "1e400", StringComparison.Ordinal))).ErrorType);
    }
}
