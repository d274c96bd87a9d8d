using Sqs.Client;
using Sqs.Client.LocalServer;
using Sqs.Client.Processing;

namespace Snippets;

internal static class OwnLoop
{
    public static async Task RunAsync(LocalSqs server)
    {
        server.CreateQueue("letters");
        await using var client = Clients.For(server);
        var queue = await SqsQueue.OpenAsync(client, "letters");
        await queue.SendManyAsync(["to Ada", "to Grace"]);

        await using var receiver = new SqsReceiver(client, queue, new SqsReceiverOptions { MaxMessages = 50 });
        var read = 0;
        await foreach (var delivery in receiver.ReadAllAsync())
        {
            Console.WriteLine(delivery.Message.Body);
            await delivery.CompleteAsync();
            if (++read == 2)
            {
                break;
            }
        }
    }
}
