using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Tests.Wire;

public sealed class XmlAnswerTests
{
    [Fact]
    public void Action_WithoutResult_HasNoResultElement() => Assert.Equal(
        """<?xml version="1.0"?><PurgeQueueResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PurgeQueueResponse>""",
        XmlAnswer.Success("PurgeQueue", "2012-11-05", null, "r"));

    [Fact]
    public void Result_WithoutMembers_IsAnEmptyElement() => Assert.Equal(
        """<?xml version="1.0"?><ReceiveMessageResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><ReceiveMessageResult/><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></ReceiveMessageResponse>""",
        XmlAnswer.Success("ReceiveMessage", "2012-11-05", WireValue.Structure(), "r"));

    [Fact]
    public void Text_WithMarkup_IsEscapedAsTheServiceDoes()
    {
        var xml = XmlAnswer.Success("X", "2012-11-05", WireValue.Structure().With("Body", "<a & 'b' \"c\">\r\n\t]]>\u0001\uFFFF"), "r");
        Assert.Contains("<Body>&lt;a &amp; 'b' &quot;c&quot;&gt;&#xD;\n\t]]&gt;\uFFFD\uFFFD</Body>", xml, StringComparison.Ordinal);
    }

    [Fact]
    public void Collections_AreFlattened()
    {
        var xml = XmlAnswer.Success(
            "SendMessageBatch",
            "2012-11-05",
            WireValue.Structure()
                .With("QueueUrls", ["u1", "u2"])
                .With("Tags", [KeyValuePair.Create("k", "v")])
                .With("Attributes", [KeyValuePair.Create("n", "w")])
                .With("Successful", WireValue.List([WireValue.Structure().With("Id", "1")]))
                .With("Failed", WireValue.List([WireValue.Structure().With("Id", "2").With("SenderFault", true)])),
            "r");
        Assert.Contains(
            "<SendMessageBatchResult><QueueUrl>u1</QueueUrl><QueueUrl>u2</QueueUrl><Tag><Key>k</Key><Value>v</Value></Tag><Attribute><Name>n</Name><Value>w</Value></Attribute>"
            + "<SendMessageBatchResultEntry><Id>1</Id></SendMessageBatchResultEntry><BatchResultErrorEntry><Id>2</Id><SenderFault>true</SenderFault></BatchResultErrorEntry></SendMessageBatchResult>",
            xml,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Failure_NamesTypeCodeMessageAndRequest() => Assert.Equal(
        """<?xml version="1.0"?><ErrorResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><Error><Type>Sender</Type><Code>InvalidAction</Code><Message>The action &lt;x&gt; is not valid for this endpoint.</Message><Detail/></Error><RequestId>r</RequestId></ErrorResponse>""",
        XmlAnswer.Failure(SqsErrors.InvalidAction("<x>"), "2012-11-05", "r"));
}
