using System.Text.Json.Nodes;
using Sqs.Client;
using Sqs.Client.LocalServer;

namespace Snippets;

internal static class BytesInsteadOfStrings
{
    public static async Task RunAsync(LocalSqs server)
    {
        await using var client = Clients.For(server);
        var created = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "bytes" });

        byte[] json = """{"order":1}"""u8.ToArray();
        await client.SendMessageAsync(new SendMessageRequest { QueueUrl = created.QueueUrl, MessageBody = json });

        var request = new ReceiveMessageRequest
        {
            QueueUrl = created.QueueUrl,
            WaitTimeSeconds = 20,
            BodyFormat = MessageBodyFormat.LeasedUtf8,
        };
        using var received = await client.ReceiveMessageAsync(request);
        foreach (var message in received.Messages)
        {
            Console.WriteLine(JsonNode.Parse(message.BodyUtf8.Span)!["order"]);
        }
    }
}
