using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sqs.Client;
using Sqs.Client.LocalServer;

namespace Snippets;

internal static class TraceContexts
{
    public static async Task RunAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Services.AddSqsClient().AddBuffering().AddTracePropagation();

        builder.Services.Configure<SqsClientOptions>(options => options.Region = "us-east-1");
        builder.Services.AddLocalSqs(static options => options.Prepare = static server => server.CreateQueue("orders"));
        using var host = builder.Build();
        var client = host.Services.GetRequiredService<ISqsClient>();
        var queue = await SqsQueue.OpenAsync(client, "orders");
        using (new Activity("checkout").SetIdFormat(ActivityIdFormat.W3C).Start())
        {
            await queue.SendAsync("order 1");
        }

        using var received = await queue.ReceiveAsync();
        foreach (var message in received.Messages)
        {
            if (SqsTraceContext.TryExtract(message, out var sender))
            {
                Console.WriteLine($"Sent within trace {sender.TraceId}.");
            }
        }
    }
}
