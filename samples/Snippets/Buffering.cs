using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sqs.Client;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Snippets;

internal static class Buffering
{
    public static async Task RunAsync(LocalSqs server)
    {
        var builder = Host.CreateApplicationBuilder();
        Register(builder);
        builder.Services.Configure<SqsClientOptions>(options => options.Region = "us-east-1");
        builder.Services.AddLocalSqs();
        using var host = builder.Build();
        Console.WriteLine(host.Services.GetRequiredService<ISqsClient>().GetType().Name);

        await using var plain = new SqsClient(new SqsClientOptions
        {
            Endpoint = server.Endpoint,
            Region = server.Region,
            Credentials = new StaticCredentialsSource(new AwsCredentials(server.AccessKeyId, server.SecretAccessKey)),
        });
        await using var client = new BufferedSqsClient(plain);
        var created = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "buffered" });
        var before = server.RequestCount;
        await Task.WhenAll(Enumerable.Range(0, 100).Select(number =>
            client.SendMessageAsync(new SendMessageRequest { QueueUrl = created.QueueUrl, MessageBody = $"message {number}" })));
        Console.WriteLine($"100 sends in {server.RequestCount - before} requests.");
    }

    private static void Register(HostApplicationBuilder builder)
    {
        builder.Services.AddSqsClient().AddBuffering();

        builder.Services.AddSqsClient("audit").AddBuffering(options => options.Apply(QueueBufferPreset.LowCost));
    }
}
