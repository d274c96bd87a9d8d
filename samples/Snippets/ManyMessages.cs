using Sqs.Client;
using Sqs.Client.LocalServer;

namespace Snippets;

internal static class ManyMessages
{
    public static async Task RunAsync(LocalSqs server)
    {
        await using var client = Clients.For(server);
        var queue = await SqsQueue.OpenAsync(client, "orders");

        var messages = Enumerable.Range(1, 1000).Select(number => new OutgoingMessage
        {
            Body = $"order {number}",
            MessageAttributes = new Dictionary<string, MessageAttributeValue>
            {
                ["priority"] = MessageAttributeValue.Number(number % 3),
            },
        });

        var results = await queue.SendManyAsync(messages);
        foreach (var result in results.Where(result => result.Outcome != SendOutcome.Sent))
        {
            Console.WriteLine($"{result.Outcome}: {result.ErrorCode} {result.Reason}");
        }

        await foreach (var url in client.ListAllQueuesAsync(queueNamePrefix: "ord"))
        {
            Console.WriteLine(url);
        }

        await queue.PurgeAsync();
    }
}
