using System.CommandLine;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Sqs.Client.Faults.Fuzzing;
using Sqs.Client.Signing;

namespace Sqs.Client.Faults.Platforms;

#pragma warning disable CA5351 // Whether the platform has MD5 is the question.

/// <summary>
/// The run <c>digests</c>: what the platform says to MD5, and what the client makes of it. Requests are not signed, so that it also runs
/// where the platform has no hash functions at all.
/// </summary>
internal static class DigestsCommand
{
    private const string OfX = "9dd4e461268c8034f5c8564e155c67a6";
    private const string OfHelloThere = "a311262e065454b75da111d535b8dacd";
    private const string QueueUrl = "http://localhost/000000000000/q";

    private static readonly Dictionary<string, MessageAttributeValue> Hello = new(StringComparer.Ordinal) { ["Hello"] = MessageAttributeValue.String("There") };

    public static Command Create()
    {
        var command = new Command("digests", "Compares digests on this platform, as it is.");
        command.SetAction((parsed, _) => RunAsync(parsed.InvocationConfiguration.Output));
        return command;
    }

    private static async Task<int> RunAsync(TextWriter output)
    {
        await output.WriteLineAsync($"the platform's MD5: {Platform()}");
        using var handler = new CannedHandler();
        await using var client = Recording.NewClient(handler, SqsProtocol.Query, new Uri("http://localhost/"), AwsCredentials.Anonymous, TimeProvider.System);
        handler.Next = () => Sent(OfX);
        var request = new SendMessageRequest { QueueUrl = QueueUrl, MessageBody = "x", MessageAttributes = Hello };
        await output.WriteLineAsync($"sent: {(await client.SendMessageAsync(request)).Checksum}");
        handler.Next = Received;
        using var received = await client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = QueueUrl, MessageAttributeNames = ["All"] });
        await output.WriteLineAsync($"received: {received.Messages.Single().Checksum}");
        await output.WriteLineAsync($"received damaged: {received.Damaged.Single().Mismatches.Single().Part}");
        handler.Next = () => Sent(OfHelloThere);
        try
        {
            _ = await client.SendMessageAsync(request);
            return 1;
        }
        catch (SqsChecksumException error)
        {
            await output.WriteLineAsync($"sent damaged: {error.Mismatches.Single().Part}");
            return 0;
        }
    }

    private static string Platform()
    {
        try
        {
            return Convert.ToHexStringLower(MD5.HashData("x"u8));
        }
        catch (Exception error) when (error is CryptographicException or PlatformNotSupportedException)
        {
            return "refused";
        }
    }

    private static HttpResponseMessage Sent(string digest) => Answer(
        $"<SendMessageResponse><SendMessageResult><MessageId>m</MessageId><MD5OfMessageBody>{digest}</MD5OfMessageBody><MD5OfMessageAttributes>{OfHelloThere}</MD5OfMessageAttributes></SendMessageResult></SendMessageResponse>");

    private static HttpResponseMessage Received()
    {
        const string Attribute = "<MessageAttribute><Name>Hello</Name><Value><DataType>String</DataType><StringValue>There</StringValue></Value></MessageAttribute>";
        return Answer("<ReceiveMessageResponse><ReceiveMessageResult>"
            + $"<Message><MessageId>a</MessageId><MD5OfBody>{OfX}</MD5OfBody><MD5OfMessageAttributes>{OfHelloThere}</MD5OfMessageAttributes><Body>x</Body>{Attribute}</Message>"
            + $"<Message><MessageId>b</MessageId><MD5OfBody>{OfX}</MD5OfBody><Body>y</Body></Message></ReceiveMessageResult></ReceiveMessageResponse>");
    }

    private static HttpResponseMessage Answer(string xml) => CannedHandler.Answer(HttpStatusCode.OK, Encoding.UTF8.GetBytes(xml));
}
