using Sqs.Client.LocalServer.Messages;

namespace Sqs.Client.LocalServer.Tests.Recorded;

/// <summary>What AWS refuses of a message and of a receive, as recorded, with its limits.</summary>
public sealed class RecordedMessageTests
{
    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task Message_OverTheSize_IsAnInvalidParameterValue(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q");
        const string Attribute = "\"MessageAttributes\":{\"ab\":{\"DataType\":\"String\",\"StringValue\":\"cd\"}}"; // 10 bytes
        _ = await wire.DoAsync("SendMessage", "q", $$"""{"MessageBody":"{{new string('x', 1_048_566)}}",{{Attribute}}}""");
        _ = await wire.RefusedAsync("InvalidParameterValue", "SendMessage", "q", $$"""{"MessageBody":"{{new string('x', 1_048_567)}}",{{Attribute}}}""");
        _ = await wire.DoAsync("SendMessage", "q", $$$$"""{"MessageBody":"{{{{new string('x', 1_048_576)}}}}","MessageSystemAttributes":{"AWSTraceHeader":{"DataType":"String","StringValue":"Root=1"}}}""");
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task Value_OutOfRange_IsAnInvalidParameterValue(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q");
        foreach (var members in new[] { """{"WaitTimeSeconds":21}""", """{"WaitTimeSeconds":-1}""", """{"MaxNumberOfMessages":11}""", """{"MaxNumberOfMessages":0}""", """{"VisibilityTimeout":-1}""" })
        {
            _ = await wire.RefusedAsync("InvalidParameterValue", "ReceiveMessage", "q", members);
        }

        _ = await wire.RefusedAsync("InvalidParameterValue", "SendMessage", "q", """{"MessageBody":"x","DelaySeconds":901}""");
        _ = await wire.RefusedAsync("InvalidParameterValue", "SendMessage", "q", """{"MessageBody":"x","DelaySeconds":-1}""");
        _ = await wire.DoAsync("SendMessage", "q", """{"MessageBody":"x","DelaySeconds":900}""");
        _ = await wire.DoAsync("ReceiveMessage", "q", """{"MaxNumberOfMessages":10,"VisibilityTimeout":43200}""");
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task Delay_OnAFifoQueue_IsRefusedUnlessZero_WhichMeansThatOfTheQueue(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q.fifo", """{"Attributes":{"FifoQueue":"true","DelaySeconds":"10"}}""");
        _ = await wire.RefusedAsync("InvalidParameterValue", "SendMessage", "q.fifo", """{"MessageBody":"x","MessageGroupId":"g","MessageDeduplicationId":"d","DelaySeconds":1}""");
        _ = await wire.DoAsync("SendMessage", "q.fifo", """{"MessageBody":"x","MessageGroupId":"g","MessageDeduplicationId":"d","DelaySeconds":0}""");
        Assert.Null((await wire.DoAsync("ReceiveMessage", "q.fifo")).One("MessageId"));
        wire.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.NotNull((await wire.DoAsync("ReceiveMessage", "q.fifo")).One("MessageId"));
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task Id_OfAGroup_IsCheckedOnBothKindsOfQueue(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q");
        _ = await wire.WithQueueAsync("q.fifo");
        foreach (var id in new[] { "a b", "\u00e9", new string('g', 129) })
        {
            _ = await wire.RefusedAsync("InvalidParameterValue", "SendMessage", "q", $$"""{"MessageBody":"x","MessageGroupId":"{{id}}"}""");
            _ = await wire.RefusedAsync("InvalidParameterValue", "SendMessage", "q.fifo", $$"""{"MessageBody":"x","MessageGroupId":"{{id}}","MessageDeduplicationId":"d"}""");
            _ = await wire.RefusedAsync("InvalidParameterValue", "SendMessage", "q.fifo", $$"""{"MessageBody":"x","MessageGroupId":"g","MessageDeduplicationId":"{{id}}"}""");
            _ = await wire.RefusedAsync("InvalidParameterValue", "ReceiveMessage", "q.fifo", $$"""{"ReceiveRequestAttemptId":"{{id}}"}""");
        }

        _ = await wire.DoAsync("SendMessage", "q", $$"""{"MessageBody":"x","MessageGroupId":"{{new string('!', 128)}}"}""");
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task BodyOrGroup_ThatIsMissing_IsAMissingParameter(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q");
        _ = await wire.WithQueueAsync("q.fifo");
        _ = await wire.RefusedAsync("MissingParameter", "SendMessage", "q");
        _ = await wire.RefusedAsync("MissingParameter", "SendMessage", "q", """{"MessageBody":""}""");
        _ = await wire.RefusedAsync("MissingParameter", "SendMessage", "q.fifo", """{"MessageBody":"x","MessageDeduplicationId":"d"}""");
        _ = await wire.RefusedAsync("InvalidParameterValue", "SendMessage", "q.fifo", """{"MessageBody":"x","MessageGroupId":"g"}""");
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task Characters_OutsideOfXml_AreInvalidContents(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q");
        foreach (var forbidden in new[] { "\\u0000", "\\u0008", "\\u000b", "\\u001f", "\\ufffe", "\\uffff" })
        {
            _ = await wire.RefusedAsync("InvalidMessageContents", "SendMessage", "q", $$"""{"MessageBody":"a{{forbidden}}"}""");
        }

        const string Allowed = "\\u0009\\u000a\\u000d\\u0020\\ud7ff\\ue000\\ufffd\\ud800\\udc00\\udbff\\udfff";
        _ = await wire.DoAsync("SendMessage", "q", $$"""{"MessageBody":"{{Allowed}}"}""");
        var body = (await wire.DoAsync("ReceiveMessage", "q")).One("Body");
        Assert.Equal(System.Text.Json.JsonSerializer.Deserialize<string>($"\"{Allowed}\""), body);
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task AttributeName_OutsideOfItsRules_IsAnInvalidParameterValue(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q");
        foreach (var name in new[] { "AWS.x", "aWs.x", "Amazon.x", "AMAZON.x", ".a", "a.", "a..b", "a b", "a/b", new string('n', 257) })
        {
            _ = await wire.RefusedAsync("InvalidParameterValue", "SendMessage", "q", Attribute(name, "String", "v"));
        }

        _ = await wire.DoAsync("SendMessage", "q", Attribute(new string('n', 256), "String", "v"));
        _ = await wire.DoAsync("SendMessage", "q", Attribute("AWSome_1-x.y", "String", "v"));
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task AttributeTypeOrValue_OutsideOfItsRules_IsAnInvalidParameterValue(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q");
        foreach (var (type, value) in new[] { ("", "v"), ("String", ""), ("Text", "v"), ("String." + new string('t', 250), "v"), ("Number", "one"), ("Number", "") })
        {
            _ = await wire.RefusedAsync("InvalidParameterValue", "SendMessage", "q", Attribute("a", type, value));
        }

        _ = await wire.DoAsync("SendMessage", "q", Attribute("a", "String." + new string('t', 249), "v"));
        _ = await wire.RefusedAsync("AWS.SimpleQueueService.UnsupportedOperation", "SendMessage", "q", """{"MessageBody":"x","MessageAttributes":{"a":{"DataType":"String","StringListValues":["v"]}}}""");
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task Number_IsChecked_AndStoredWithoutItsZeroes(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q");
        foreach (var number in new[] { "1e127", "1e-129", "1" + new string('2', 38), "0x1", "1,5", "e1", "--1", "1 2" })
        {
            _ = await wire.RefusedAsync("InvalidParameterValue", "SendMessage", "q", Attribute("n", "Number", number));
        }

        foreach (var (sent, stored) in new[] { ("000123456", "123456"), ("1.500", "1.5"), ("-0", "0"), ("1e126", "1e126"), ("1e-128", "1e-128"), (new string('1', 38), new string('1', 38)) })
        {
            var answer = await wire.DoAsync("SendMessage", "q", Attribute("n", "Number.x", sent));
            Assert.Equal(DigestOf("Number.x", sent), answer.One("MD5OfMessageAttributes"));
            var received = await wire.DoAsync("ReceiveMessage", "q", """{"MessageAttributeNames":["All"]}""");
            Assert.Equal((stored, DigestOf("Number.x", stored)), (received.One("StringValue"), received.One("MD5OfMessageAttributes")));
        }
    }

    [Theory]
    [InlineData(Protocol.Query)]
    [InlineData(Protocol.Json)]
    public async Task Filter_OfAttributes_TakesAllItsSpellings(Protocol protocol)
    {
        await using var wire = await (await BothProtocols.StartAsync(protocol)).WithQueueAsync("q");
        _ = await wire.DoAsync("SendMessage", "q", """{"MessageBody":"x","MessageAttributes":{"a.one":{"DataType":"String","StringValue":"1"},"a.two":{"DataType":"String","StringValue":"2"},"b":{"DataType":"String","StringValue":"3"}}}""");
        foreach (var (filter, values) in new[] { ("All", "123"), (".*", "123"), ("*", "123"), ("a.*", "12"), ("b", "3"), ("c", "") })
        {
            var received = await wire.DoAsync("ReceiveMessage", "q", $$"""{"VisibilityTimeout":0,"MessageAttributeNames":["{{filter}}"]}""");
            Assert.Equal(values, string.Concat(received.All("StringValue")));
        }
    }

    private static string Attribute(string name, string type, string value) =>
        $$$$"""{"MessageBody":"x","MessageAttributes":{"{{{{name}}}}":{"DataType":"{{{{type}}}}","StringValue":"{{{{value}}}}"}}}""";

    private static string? DigestOf(string type, string value) =>
        MessageDigest.OfAttributes([new MessageAttribute("n", type, value, System.Text.Encoding.UTF8.GetBytes(value), IsBinary: false)]);
}
