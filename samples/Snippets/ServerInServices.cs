using Microsoft.Extensions.DependencyInjection;
using Sqs.Client;
using Sqs.Client.LocalServer;

namespace Snippets;

internal static class ServerInServices
{
    public static async Task RunAsync()
    {
        var services = new ServiceCollection();
        services.AddSqsClient(options => options.Region = "eu-west-1"); // as in production
        services.AddLocalSqs(); // in the test

        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<ISqsClient>();
        var created = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "orders" });
        Console.WriteLine(created.QueueUrl); // https://sqs.eu-west-1.amazonaws.com/000000000000/orders

        await client.SendMessageAsync(new SendMessageRequest { QueueUrl = created.QueueUrl, MessageBody = "Hello" });
        LookInside(provider);
    }

    private static void LookInside(ServiceProvider provider)
    {
        var server = provider.GetRequiredService<LocalSqs>();
        var orders = server.GetQueue("arn:aws:sqs:eu-west-1:000000000000:orders");
        foreach (var message in orders.GetMessages())
        {
            Console.WriteLine($"{message.State} {message.ReceiveCount} {message.Body}");
        }

        foreach (var request in server.Requests)
        {
            Console.WriteLine($"{request.Action} {request.QueueName} {request.StatusCode} {request.ErrorCode}");
        }
    }
}
