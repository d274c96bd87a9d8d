using Sqs.Client;
using Sqs.Client.LocalServer;

namespace Snippets;

internal static class UrlForADevice
{
    public static async Task RunAsync(LocalSqs server)
    {
        await using var client = Clients.For(server);
        var created = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "devices" });

        var report = new SendMessageRequest { QueueUrl = created.QueueUrl, MessageBody = "21.5 °C" };
        Uri url = await client.PresignAsync(report, expiresIn: TimeSpan.FromMinutes(5));

        // The device needs no credentials, only the URL.
        using var device = new HttpClient();
        using var answer = await device.GetAsync(url);
        Console.WriteLine($"The device was answered with {(int)answer.StatusCode}.");
    }
}
