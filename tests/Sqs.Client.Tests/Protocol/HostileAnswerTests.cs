using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Sqs.Client.Tests.Protocol;

#pragma warning disable CA5394 // The seeds make the mutations repeatable; they are printed when one fails.

public sealed class HostileAnswerTests
{
    private static readonly Dictionary<string, byte[]> Samples = new(StringComparer.Ordinal)
    {
        ["ReceiveMessage"] = Answers.WithResult(
            "ReceiveMessage",
            "<Message><MessageId>m-1</MessageId><ReceiptHandle>h==</ReceiptHandle><MD5OfBody>098f6bcd4621d373cade4e832627b4f6</MD5OfBody><Body>a &amp; b &#x1F600;\r\n<![CDATA[<c>]]>é漢</Body>"
            + "<Attribute><Name>SentTimestamp</Name><Value>1700000000000</Value></Attribute>"
            + "<MessageAttribute><Name>n</Name><Value><DataType>Binary</DataType><BinaryValue>AAEC</BinaryValue></Value></MessageAttribute></Message><!-- end --><Message/>"),
        ["SendMessageBatch"] = Answers.WithResult(
            "SendMessageBatch",
            "<SendMessageBatchResultEntry><Id>1</Id><MessageId>m</MessageId></SendMessageBatchResultEntry><BatchResultErrorEntry><Id>2</Id><SenderFault>true</SenderFault><Code>c</Code></BatchResultErrorEntry>"),
        ["ListMessageMoveTasks"] = Answers.WithResult(
            "ListMessageMoveTasks",
            "<ListMessageMoveTasksResultEntry><Status>RUNNING</Status><MaxNumberOfMessagesPerSecond>5</MaxNumberOfMessagesPerSecond><StartedTimestamp>17</StartedTimestamp></ListMessageMoveTasksResultEntry>"),
        ["GetQueueAttributes"] = Encoding.UTF8.GetBytes(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<GetQueueAttributesResponse xmlns=\"http://queue.amazonaws.com/doc/2012-11-05/\"><GetQueueAttributesResult>"
            + "<Attribute><Name>Policy</Name><Value>{&quot;a&quot;:[1]}</Value></Attribute></GetQueueAttributesResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></GetQueueAttributesResponse>"),
        ["DeleteMessage"] = Encoding.UTF8.GetBytes("<DeleteMessageResponse><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></DeleteMessageResponse>"),
    };

    [Fact]
    public void Answers_Cut_At_Any_Byte_Are_Refused()
    {
        foreach (var (action, answer) in Samples)
        {
            _ = VectorResponses.Read(action, answer, null);
            for (var length = 0; length < answer.Length; length++)
            {
                var cut = answer[..length];
                _ = Assert.Throws<SqsResponseException>(() => VectorResponses.Read(action, cut, null));
            }
        }
    }

    [Fact]
    public void Error_Documents_Cut_At_Any_Byte_Are_None()
    {
        var document = "<ErrorResponse><Error><Type>Sender</Type><Code>RequestThrottled</Code><Message>&lt;no&gt;</Message></Error><RequestId>r</RequestId></ErrorResponse>"u8.ToArray();
        Assert.Equal("RequestThrottled", Answers.ReadError(document)!.Value.Code.Value);
        for (var length = 0; length < document.Length; length++)
        {
            Assert.Null(Answers.ReadError(document.AsSpan(0, length)));
        }
    }

    [Theory]
    [InlineData("ReceiveMessage", 4000)]
    [InlineData("SendMessageBatch", 1500)]
    [InlineData("ListMessageMoveTasks", 1500)]
    [InlineData("GetQueueAttributes", 1500)]
    public void Mutations_Are_Refused_By_The_One_Exception_Or_Are_Xml(string action, int seeds)
    {
        var refused = 0;
        for (var seed = 0; seed < seeds; seed++)
        {
            var answer = Mutation.Of(Samples[action], "<>&;/!?-[]'\"= x\r\0"u8, new Random(seed));
            try
            {
                _ = VectorResponses.Read(action, [.. answer], null);
                AssertXml(answer, seed);
            }
            catch (SqsResponseException)
            {
                refused++;
            }
            catch (Exception error) when (error is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"Seed {seed} of {action} gave {error.GetType().Name}: {error.Message}");
            }

            _ = Answers.ReadError(answer);
        }

        Assert.InRange(refused, seeds / 10, seeds - 1);
    }

    /// <summary>What is accepted here must be accepted by the platform's reader, which judges independently.</summary>
    private static void AssertXml(byte[] answer, int seed)
    {
        try
        {
            var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
            using var reader = XmlReader.Create(new MemoryStream(answer), settings);
            _ = XDocument.Load(reader);
        }
        catch (XmlException error) when (IsKnownDifference(error))
        {
        }
        catch (XmlException error)
        {
            Assert.Fail($"Seed {seed} was read, but: {error.Message} in {Encoding.UTF8.GetString(answer)}");
        }
    }

    // Namespaces go by local names here, so undeclared prefixes pass; of letters beyond ASCII in names nothing is asked.
    private static bool IsKnownDifference(XmlException error) =>
        error.Message.Contains("undeclared prefix", StringComparison.Ordinal)
        || error.Message.Contains("prefix", StringComparison.OrdinalIgnoreCase)
        || error.Message.Contains("duplicate attribute", StringComparison.Ordinal);
}
