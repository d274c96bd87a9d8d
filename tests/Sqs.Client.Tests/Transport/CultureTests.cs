using System.Globalization;
using Sqs.Client.Operations;

namespace Sqs.Client.Tests.Transport;

/// <summary>What is sent and read does not depend on the culture of the thread.</summary>
public sealed class CultureTests
{
    [Theory]
    [MemberData(nameof(Cultures.Names), MemberType = typeof(Cultures))]
    public async Task Calls_UnderAnyCulture_AreTheSameBytes(string culture)
    {
        var invariant = await UnderAsync(CultureInfo.InvariantCulture);

        var there = await UnderAsync(Cultures.AreOff ? CultureInfo.InvariantCulture : CultureInfo.GetCultureInfo(culture));

        Assert.Equal(invariant, there);
        Assert.Contains("20300101T000000Z", there, StringComparison.Ordinal);
        Assert.Contains("-1234.5", there, StringComparison.Ordinal);
        Assert.Contains("DelaySeconds=900", there, StringComparison.Ordinal);
    }

    /// <summary>Everything that two calls send, and what is made of their answers.</summary>
    private static async Task<string> UnderAsync(CultureInfo culture)
    {
        var (before, beforeUi) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, culture);
        try
        {
            var handler = new ScriptedHandler((request, number) => number switch
            {
                1 => Answers.Status(503),
                2 => Answers.Result("SendMessage", "<MessageId>IDX</MessageId><SequenceNumber>18849496460467696128</SequenceNumber>"),
                3 => Answers.Result(
                    "ReceiveMessage",
                    $"<Message><MessageId>I</MessageId><MD5OfBody>{Answers.Md5("I\u0131\u0130i").ToUpperInvariant()}</MD5OfBody><Body>I\u0131\u0130i</Body>"
                    + "<Attribute><Name>ApproximateReceiveCount</Name><Value>12</Value></Attribute><Attribute><Name>SentTimestamp</Name><Value>1893456000123</Value></Attribute></Message>"),
                _ => ScriptedHandler.Error(400, "InvalidParameterValue"),
            });
            var engine = new Engine(handler, random: () => 0, change: settings => settings with { Checksums = null });
            var sent = await engine.ResultOfAsync(engine.Pipeline.InvokeAsync(
                SqsOperations.SendMessage,
                new SendMessageRequest
                {
                    QueueUrl = "https://SQS.us-east-1.amazonaws.com/123456789012/TITLEI",
                    MessageBody = "x",
                    DelaySeconds = 900,
                    MessageAttributes = new Dictionary<string, MessageAttributeValue>(StringComparer.Ordinal)
                    {
                        ["aI"] = MessageAttributeValue.Number(-1234.5m),
                        ["B"] = MessageAttributeValue.String("x"),
                    },
                },
                default));
            using var received = await engine.ReceiveAsync(wait: 15);
            var message = Assert.Single(received.Messages);
            var error = await Assert.ThrowsAsync<SqsException>(() => engine.DeleteAsync());
            var requests = handler.Requests.Select(request =>
                $"{request.Request.RequestUri} {request.Body} {Answers.Header(request.Request, "Authorization")} {Answers.Header(request.Request, "X-Amz-Date")}");
            return $"{string.Join('\n', requests)}\n{sent.MessageId} {sent.SequenceNumber} {message.Body} {message.ApproximateReceiveCount!.Value.ToString(CultureInfo.InvariantCulture)} "
                + $"{message.SentTimestamp!.Value.ToString("O", CultureInfo.InvariantCulture)} {message.Checksum} {error.Message}";
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }
}
