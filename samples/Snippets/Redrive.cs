using Sqs.Client;
using Sqs.Client.LocalServer;
using Sqs.Client.Processing;

namespace Snippets;

internal static class Redrive
{
    public static async Task RunAsync(LocalSqs server)
    {
        await using var client = Clients.For(server);
        var dead = server.CreateQueue("parcels-dead");
        server.CreateQueue("parcels", new Dictionary<string, string> { ["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"{{dead.Arn}}","maxReceiveCount":3}""" });
        var queue = await SqsQueue.OpenAsync(client, "parcels-dead");
        await queue.SendManyAsync(Enumerable.Range(1, 20).Select(number => (OutgoingMessage)$"parcel {number}"));

        var options = new RedriveOptions { DestinationArn = server.GetQueue("parcels").Arn, MaxMessagesPerSecond = 50 };
        var redrive = await DeadLetterRedrive.FindRunningAsync(client, "parcels-dead", options)
            ?? await DeadLetterRedrive.StartAsync(client, "parcels-dead", options);
        await foreach (var progress in redrive.FollowAsync())
        {
            Console.WriteLine($"{progress.Status}: {progress.Moved} of {progress.ToMove} {progress.FailureCode}");
        }
    }
}
