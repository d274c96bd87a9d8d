using Sqs.Client;
using Sqs.Client.LocalServer;

namespace Snippets;

internal static class FaultsInTests
{
    public static async Task RunAsync()
    {
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions { FaultSeed = 42 });
        await using var client = Clients.For(server);
        var created = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "orders" });
        var queue = await SqsQueue.OpenAsync(client, created.QueueUrl);

        // The next two sends to one queue are throttled.
        var throttled = server.Faults.Add(new FaultRule { Action = "SendMessage", Queue = "orders", Fault = Fault.Throttle(), Times = 2 });
        await queue.SendAsync("Hello");
        Console.WriteLine($"Sent after {throttled.Fired} refusals.");

        // A script: the first answer is lost after the message was stored, the second request goes right.
        server.Faults.Add(new FaultRule { Action = "SendMessage", Script = [Fault.Reset(FaultMoment.AfterAction), Fault.None] });
        await queue.SendAsync("Perhaps twice");

        // One request in five, whatever it is; the seed makes the run repeat.
        server.Faults.Add(new FaultRule { Fault = Fault.ServiceUnavailable(), Rate = 0.2 });
        await queue.SendAsync("Hello again");

        // Much of what goes wrong in a bad hour; then the end of it.
        server.Faults.Clear();
        server.Faults.AddRange(FaultMix.Light());
        server.Faults.Clear();

        Console.WriteLine($"{server.Faults.Fired} requests went wrong.");
    }
}
