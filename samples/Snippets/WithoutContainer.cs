using Sqs.Client;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Snippets;

internal static class WithoutContainer
{
    public static async Task RunAsync(LocalSqs server)
    {
        var credentials = new StaticCredentialsSource(new AwsCredentials(server.AccessKeyId, server.SecretAccessKey));
        var options = new SqsClientOptions { Endpoint = server.Endpoint, Region = "us-east-1", Credentials = credentials };

        await using var client = new SqsClient(options);
        await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "orders" });

        var queue = await SqsQueue.OpenAsync(client, "orders");
        var sent = await queue.SendAsync("Hello");

        using var received = await queue.ReceiveAsync(wait: TimeSpan.FromSeconds(20));
        foreach (var message in received.Messages)
        {
            Console.WriteLine($"{message.MessageId}: {message.Body}");
            await queue.DeleteAsync(message);
        }

        Console.WriteLine($"{sent.MessageId} was sent as request {sent.Metadata.RequestId}.");
    }
}
