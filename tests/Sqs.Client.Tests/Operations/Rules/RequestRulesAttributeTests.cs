using Sqs.Client.Operations;
using static Sqs.Client.Tests.Operations.Rules.RequestRulesTests;

namespace Sqs.Client.Tests.Operations.Rules;

public sealed class RequestRulesAttributeTests
{
    private static readonly MessageAttributeValue Text = MessageAttributeValue.String("v");

    public static TheoryData<string, int> ForbiddenValues => new() { { "a\0", 1 }, { "\ud800", 0 }, { "ab\uffff", 2 } };

    [Theory]
    [InlineData("a")]
    [InlineData("A-Z_a.z.0-9")]
    [InlineData("AWS")]
    [InlineData("AWSx.y")]
    [InlineData("Amazon")]
    [InlineData("_.-")]
    public void Name_OfTheRule_IsAccepted(string name) => Accepted(RequestRules.SendMessage, With(name, Text));

    [Theory]
    [InlineData("", null)]
    [InlineData("a b", 1)]
    [InlineData("aä", 1)]
    [InlineData("a:b", 1)]
    [InlineData(".a", 0)]
    [InlineData("a.", 1)]
    [InlineData("a..b", 1)]
    [InlineData(".", 0)]
    [InlineData("AWS.x", 0)]
    [InlineData("aws.x", 0)]
    [InlineData("Amazon.x", 0)]
    [InlineData("aMAZON.x", 0)]
    public void Name_AgainstTheRule_IsRefused(string name, int? position) =>
        Refused(RequestRules.SendMessage, With(name, Text), $"MessageAttributes[\"{name}\"]", position);

    [Fact]
    public void Name_AtItsLimit()
    {
        Accepted(RequestRules.SendMessage, With(Many('n', 256), Text));
        Refused(RequestRules.SendMessage, With(Many('n', 257), Text), $"MessageAttributes[\"{Many('n', 257)}\"]");
    }

    [Fact]
    public void Count_AtItsLimit()
    {
        Accepted(RequestRules.SendMessage, With(Numbered(10)));
        Refused(RequestRules.SendMessage, With(Numbered(11)), "MessageAttributes");
        Accepted(RequestRules.SendMessage, With(Numbered(10).AsReadOnly()));
    }

    [Theory]
    [InlineData("String")]
    [InlineData("String.json")]
    [InlineData("String.a b.ü")]
    [InlineData("Number.int")]
    public void Type_OfTheRule_IsAccepted(string type) =>
        Accepted(RequestRules.SendMessage, With("x", new() { DataType = type, StringValue = "1" }));

    [Theory]
    [InlineData("", null)]
    [InlineData("string", null)]
    [InlineData("Text", null)]
    [InlineData("Stringly", null)]
    [InlineData(" String", null)]
    [InlineData(".String", null)]
    [InlineData("String.\u0001", 7)]
    public void Type_AgainstTheRule_IsRefused(string type, int? position) => Refused(
        RequestRules.SendMessage, With("x", new() { DataType = type, StringValue = "1" }), "MessageAttributes[\"x\"].DataType", position);

    [Fact]
    public void Type_AtItsLimit_CountsBytes()
    {
        Accepted(RequestRules.SendMessage, With("x", Text with { DataType = "String." + Many('l', 249) }));
        Refused(RequestRules.SendMessage, With("x", Text with { DataType = "String." + Many('l', 250) }), "MessageAttributes[\"x\"].DataType");
        Refused(RequestRules.SendMessage, With("x", Text with { DataType = "String." + Many('é', 125) }), "MessageAttributes[\"x\"].DataType");
    }

    [Fact]
    public void Value_IsTheOneThatTheTypeAsksFor()
    {
        var bytes = new byte[] { 1 }.AsMemory();
        Accepted(RequestRules.SendMessage, With("x", MessageAttributeValue.Binary(bytes, "png")));
        Refused(RequestRules.SendMessage, With("x", new() { DataType = "String" }), "MessageAttributes[\"x\"].StringValue");
        Refused(RequestRules.SendMessage, With("x", new() { DataType = "String", StringValue = "" }), "MessageAttributes[\"x\"].StringValue");
        Refused(RequestRules.SendMessage, With("x", Text with { BinaryValue = bytes }), "MessageAttributes[\"x\"].BinaryValue");
        Refused(RequestRules.SendMessage, With("x", new() { DataType = "Binary" }), "MessageAttributes[\"x\"].BinaryValue");
        Refused(RequestRules.SendMessage, With("x", new() { DataType = "Binary", BinaryValue = default(ReadOnlyMemory<byte>) }), "MessageAttributes[\"x\"].BinaryValue");
        Refused(RequestRules.SendMessage, With("x", new() { DataType = "Binary.png", BinaryValue = bytes, StringValue = "v" }), "MessageAttributes[\"x\"].StringValue");
        Refused(RequestRules.SendMessage, With("x", Text with { StringListValues = ["v"] }), "MessageAttributes[\"x\"].StringListValues");
        Refused(RequestRules.SendMessage, With("x", Text with { BinaryListValues = [bytes] }), "MessageAttributes[\"x\"].BinaryListValues");
    }

    [Theory]
    [MemberData(nameof(ForbiddenValues))]
    public void Value_WithAForbiddenCharacter_IsRefusedThere(string value, int position) => Refused(
        RequestRules.SendMessage, With("x", MessageAttributeValue.String(value)), "MessageAttributes[\"x\"].StringValue", position);

    [Fact]
    public void NullParts_AreNamed()
    {
        Null(RequestRules.SendMessage, With("x", null!), "MessageAttributes[\"x\"]");
        Null(RequestRules.SendMessage, With("x", Text with { DataType = null! }), "MessageAttributes[\"x\"].DataType");
        Null(RequestRules.SendMessage, WithSystem("AWSTraceHeader", null!), "MessageSystemAttributes[\"AWSTraceHeader\"]");
        Null(RequestRules.SendMessage, WithSystem("AWSTraceHeader", Text with { DataType = null! }), "MessageSystemAttributes[\"AWSTraceHeader\"].DataType");
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0.0")]
    [InlineData("+1")]
    [InlineData("000123456")]
    [InlineData("1.")]
    [InlineData(".5")]
    [InlineData("1e5")]
    [InlineData("1.5E+5")]
    [InlineData("0e999999999999999999999")]
    [InlineData("12345678901234567890123456789012345678")]
    [InlineData("0.00012345678901234567890123456789012345678000")]
    [InlineData("1e126")]
    [InlineData("-1e126")]
    [InlineData("0.1e127")]
    [InlineData("10e125")]
    [InlineData("9.99e125")]
    [InlineData("1e-128")]
    [InlineData("-1.5e-128")]
    [InlineData("0.01e-126")]
    public void Number_OfTheRule_IsAccepted(string number) =>
        Accepted(RequestRules.SendMessage, With("x", new() { DataType = "Number.x", StringValue = number }));

    [Theory]
    [InlineData("+", 1)]
    [InlineData(".", 1)]
    [InlineData("abc", 0)]
    [InlineData(" 1", 0)]
    [InlineData("1 ", 1)]
    [InlineData("1,5", 1)]
    [InlineData("1.2.3", 3)]
    [InlineData("1e", 2)]
    [InlineData("1e+", 3)]
    [InlineData("1e5x", 3)]
    [InlineData("--1", 1)]
    [InlineData("0x10", 1)]
    [InlineData("NaN", 0)]
    [InlineData("\u0661", 0)]
    [InlineData("123456789012345678901234567890123456789", null)]
    [InlineData("1.00000000000000000000000000000000000001", null)]
    [InlineData("1.01e126", null)]
    [InlineData("2e126", null)]
    [InlineData("1e127", null)]
    [InlineData("-1e127", null)]
    [InlineData("9.9e-129", null)]
    [InlineData("1e-129", null)]
    [InlineData("1e99999999999999999999", null)]
    [InlineData("1e-99999999999999999999", null)]
    public void Number_AgainstTheRule_IsRefused(string number, int? position) => Refused(
        RequestRules.SendMessage, With("x", new() { DataType = "Number", StringValue = number }), "MessageAttributes[\"x\"].StringValue", position);

    [Fact]
    public void SystemAttributes_TheTraceHeaderAlone()
    {
        const string Trace = "MessageSystemAttributes[\"AWSTraceHeader\"]";
        Accepted(RequestRules.SendMessage, WithSystem("AWSTraceHeader", Text));
        Refused(RequestRules.SendMessage, WithSystem("SenderId", Text), "MessageSystemAttributes[\"SenderId\"]");
        Refused(RequestRules.SendMessage, WithSystem(default, Text), "MessageSystemAttributes[\"\"]");
        Refused(RequestRules.SendMessage, WithSystem("AWSTraceHeader", Text with { DataType = "String.x" }), Trace + ".DataType");
        Refused(RequestRules.SendMessage, WithSystem("AWSTraceHeader", new() { DataType = "String" }), Trace + ".StringValue");
        Refused(RequestRules.SendMessage, WithSystem("AWSTraceHeader", MessageAttributeValue.String("a\0")), Trace + ".StringValue", 1);
    }

    private static Dictionary<string, MessageAttributeValue> Numbered(int count) =>
        Enumerable.Range(0, count).ToDictionary(number => "n" + number, _ => Text, StringComparer.Ordinal);

    private static SendMessageRequest With(string name, MessageAttributeValue value) =>
        With(new Dictionary<string, MessageAttributeValue>(StringComparer.Ordinal) { [name] = value });

    private static SendMessageRequest With(IReadOnlyDictionary<string, MessageAttributeValue> attributes) =>
        new() { QueueUrl = Standard, MessageBody = "x", MessageAttributes = attributes };

    private static SendMessageRequest WithSystem(MessageSystemAttributeName name, MessageAttributeValue value) => new()
    {
        QueueUrl = Standard,
        MessageBody = "x",
        MessageSystemAttributes = new Dictionary<MessageSystemAttributeName, MessageAttributeValue> { [name] = value },
    };
}
