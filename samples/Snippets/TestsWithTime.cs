using Sqs.Client;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Snippets;

internal static class TestsWithTime
{
    public static async Task RunAsync()
    {
        var clock = new VirtualClock();
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions { TimeProvider = clock });
        await using var client = new SqsClient(new SqsClientOptions
        {
            Endpoint = server.Endpoint,
            Region = server.Region,
            Credentials = new StaticCredentialsSource(new AwsCredentials(server.AccessKeyId, server.SecretAccessKey)),
            TimeProvider = clock,
        });

        var created = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "slow" });
        var queue = await SqsQueue.OpenAsync(client, created.QueueUrl);
        await queue.SendAsync(new OutgoingMessage { Body = "later", DelaySeconds = 900 });

        using var early = await queue.ReceiveAsync();
        clock.Advance(TimeSpan.FromMinutes(15));
        using var onTime = await queue.ReceiveAsync();

        Console.WriteLine($"{early.Messages.Count} message before, {onTime.Messages.Count} after a quarter of an hour that took no time.");
    }
}
