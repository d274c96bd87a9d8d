using System.Text;
using Sqs.Client.Operations;
using static Sqs.Client.Tests.Operations.Rules.RequestRulesTests;

namespace Sqs.Client.Tests.Operations.Rules;

public sealed class RequestRulesMessageTests
{
    private const string Body = "MessageBody";

    private static readonly SendMessageRequest Good = new() { QueueUrl = Standard, MessageBody = "x" };

    public static TheoryData<string, int> ForbiddenTexts => new()
    {
        { "\0", 0 }, { "a\b", 1 }, { "ab\u000b", 2 }, { "\u000c", 0 }, { "\u000e", 0 }, { "\u001f", 0 },
        { "\ud800", 0 }, { "a\udbffb", 1 }, { "\udc00\ud800", 0 }, { "\ud83d\ude00\udfff", 2 }, { "ä\ufffe", 1 }, { "\uffff", 0 },
    };

    public static TheoryData<byte[], int> ForbiddenBytes => new()
    {
        { [0], 0 }, { [0x61, 0x1f], 1 }, { [0xC3, 0xA4, 0x0B], 2 }, { [0xEF, 0xBF, 0xBE], 0 }, { [0xEF, 0xBF, 0xBD, 0xEF, 0xBF, 0xBF], 3 },
        { [0x61, 0xC3], 1 }, { [0x80], 0 }, { [0x61, 0xC0, 0x80], 1 }, { [0xED, 0xA0, 0x80], 0 }, { [0xF4, 0x90, 0x80, 0x80], 0 }, { [0x61, 0xFF], 1 },
    };

    [Theory]
    [InlineData("x")]
    [InlineData(" ")]
    [InlineData("\t\n\r \u007f\u0080")]
    [InlineData("\ud7ff\ue000\ufffd")]
    [InlineData("\ud800\udc00\udbff\udfff")]
    [InlineData("ä\tö")]
    public void Body_OfAllowedCharacters_IsAccepted(string text)
    {
        Accepted(RequestRules.SendMessage, Good with { MessageBody = text });
        Accepted(RequestRules.SendMessage, Good with { MessageBody = Encoding.UTF8.GetBytes(text) });
    }

    [Theory]
    [MemberData(nameof(ForbiddenTexts))]
    public void Body_WithAForbiddenCharacter_IsRefusedThere(string text, int position) =>
        Refused(RequestRules.SendMessage, Good with { MessageBody = text }, Body, position);

    [Theory]
    [MemberData(nameof(ForbiddenBytes))]
    public void Body_OfForbiddenBytes_IsRefusedThere(byte[] utf8, int position) =>
        Refused(RequestRules.SendMessage, Good with { MessageBody = utf8 }, Body, position);

    [Fact]
    public void Body_Empty_IsRefused()
    {
        Refused(RequestRules.SendMessage, Good with { MessageBody = "" }, Body);
        Refused(RequestRules.SendMessage, Good with { MessageBody = default }, Body);
        Refused(RequestRules.SendMessage, Good with { MessageBody = Array.Empty<byte>() }, Body);
    }

    [Fact]
    public void Size_AtItsLimit_CountsBodyAndAttributesInUtf8()
    {
        // 2 bytes of name, 6 of type, 4 of value.
        var attributes = Attributes("nm", MessageAttributeValue.String("éé"));
        Accepted(RequestRules.SendMessage, Good with { MessageBody = Many('x', 1_048_576) });
        Refused(RequestRules.SendMessage, Good with { MessageBody = Many('x', 1_048_577) }, Body);
        Accepted(RequestRules.SendMessage, Good with { MessageBody = Many('é', 524_288) });
        Refused(RequestRules.SendMessage, Good with { MessageBody = Many('é', 524_288) + "x" }, Body);
        Accepted(RequestRules.SendMessage, Good with { MessageBody = Many('x', 1_048_564), MessageAttributes = attributes });
        Refused(RequestRules.SendMessage, Good with { MessageBody = Many('x', 1_048_565), MessageAttributes = attributes }, Body);
        Accepted(RequestRules.SendMessage, Good with { MessageBody = Encoding.UTF8.GetBytes(Many('x', 1_048_576)) });
        Refused(RequestRules.SendMessage, Good with { MessageBody = Encoding.UTF8.GetBytes(Many('x', 1_048_577)) }, Body);
    }

    [Fact]
    public void Size_OfSystemAttributes_DoesNotCount() => Accepted(
        RequestRules.SendMessage,
        Good with
        {
            MessageBody = Many('x', 1_048_576),
            MessageSystemAttributes = System(MessageSystemAttributeName.AWSTraceHeader, MessageAttributeValue.String("Root=1")),
        });

    [Fact]
    public void MessageSize_OfRequestAndEntry_IsThatOfTheService()
    {
        var attributes = new Dictionary<string, MessageAttributeValue>(StringComparer.Ordinal)
        {
            ["t"] = MessageAttributeValue.String("ä", "x"),
            ["b"] = MessageAttributeValue.Binary(new byte[5]),
        };
        Assert.Equal(3, MessageSize.Of(Good with { MessageBody = "€" }));
        Assert.Equal(1 + (1 + 8 + 2) + (1 + 6 + 5), MessageSize.Of(Good with { MessageAttributes = attributes }));
        Assert.Equal(1 + (1 + 8 + 2) + (1 + 6 + 5), MessageSize.Of(Good with { MessageAttributes = attributes.AsReadOnly() }));
        Assert.Equal(24, MessageSize.Of(new SendMessageBatchRequestEntry { Id = "1", MessageBody = "x", MessageAttributes = attributes }));
        Assert.Equal(2, MessageSize.Of(Good with { MessageAttributes = Attributes("a", null!) }));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(900)]
    public void Delay_InRange_IsAccepted(int delay) => Accepted(RequestRules.SendMessage, Good with { DelaySeconds = delay });

    [Theory]
    [InlineData(-1)]
    [InlineData(901)]
    public void Delay_OutOfRange_IsRefused(int delay) =>
        Refused(RequestRules.SendMessage, Good with { DelaySeconds = delay }, "DelaySeconds");

    [Fact]
    public void Fifo_ItsRules_AreTheServices()
    {
        var good = Good with { QueueUrl = Fifo, MessageGroupId = "g" };
        Accepted(RequestRules.SendMessage, good);
        Accepted(RequestRules.SendMessage, good with { DelaySeconds = 0, MessageDeduplicationId = "d" });
        Accepted(RequestRules.SendMessage, good with { QueueUrl = Fifo + "/", MessageDeduplicationId = "d" });
        Refused(RequestRules.SendMessage, good with { DelaySeconds = 1 }, "DelaySeconds");
        Refused(RequestRules.SendMessage, good with { MessageGroupId = null }, "MessageGroupId");
        Accepted(RequestRules.SendMessage, Good with { MessageGroupId = "tenant" });
        Refused(RequestRules.SendMessage, Good with { MessageDeduplicationId = "d" }, "MessageDeduplicationId");
    }

    [Theory]
    [InlineData("a")]
    [InlineData("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")]
    public void Identifiers_OfLettersDigitsPunctuation_AreAccepted(string id) =>
        Accepted(RequestRules.SendMessage, Good with { QueueUrl = Fifo, MessageGroupId = id, MessageDeduplicationId = id });

    [Theory]
    [InlineData("", null)]
    [InlineData("a b", 1)]
    [InlineData("\t", 0)]
    [InlineData("abä", 2)]
    [InlineData("\u007f", 0)]
    public void Identifiers_OfOtherCharacters_AreRefused(string id, int? position)
    {
        Refused(RequestRules.SendMessage, Good with { MessageGroupId = id }, "MessageGroupId", position);
        Refused(RequestRules.SendMessage, Good with { QueueUrl = Fifo, MessageGroupId = "g", MessageDeduplicationId = id }, "MessageDeduplicationId", position);
    }

    [Fact]
    public void Identifiers_AtTheirLimit()
    {
        Accepted(RequestRules.SendMessage, Good with { QueueUrl = Fifo, MessageGroupId = Many('g', 128), MessageDeduplicationId = Many('d', 128) });
        Refused(RequestRules.SendMessage, Good with { MessageGroupId = Many('g', 129) }, "MessageGroupId");
        Refused(RequestRules.SendMessage, Good with { QueueUrl = Fifo, MessageGroupId = "g", MessageDeduplicationId = Many('d', 129) }, "MessageDeduplicationId");
    }

    [Fact]
    public void Refusals_OfContent_DoNotQuoteIt()
    {
        const string Secret = "do-not-print";
        SendMessageRequest[] bad =
        [
            Good with { MessageBody = Secret + "\0" },
            Good with { MessageBody = Encoding.UTF8.GetBytes(Secret + "\0") },
            Good with { MessageAttributes = Attributes("n", new() { DataType = "Number", StringValue = Secret }) },
            Good with { MessageAttributes = Attributes("n", new() { DataType = "String", StringValue = Secret + "\0" }) },
            Good with { MessageGroupId = Secret + " " },
        ];
        Assert.All(bad, request => Assert.DoesNotContain(
            Secret, Assert.Throws<SqsValidationException>(() => RequestRules.SendMessage(request)).ToString(), StringComparison.Ordinal));
    }

    private static Dictionary<string, MessageAttributeValue> Attributes(string name, MessageAttributeValue value) =>
        new(StringComparer.Ordinal) { [name] = value };

    private static Dictionary<MessageSystemAttributeName, MessageAttributeValue> System(MessageSystemAttributeName name, MessageAttributeValue value) =>
        new() { [name] = value };
}
