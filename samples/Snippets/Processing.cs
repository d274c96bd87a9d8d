using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sqs.Client;
using Sqs.Client.LocalServer;
using Sqs.Client.Processing;

namespace Snippets;

internal static class Processing
{
    public static async Task RunAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["Invoices:MaxConcurrentHandlers"] = "5";
        builder.Configuration["Invoices:HandlerTimeout"] = "00:01:00";
        builder.Services.Configure<SqsClientOptions>(options => options.Region = "us-east-1");
        builder.Services.AddSingleton(new Warehouse(expected: 2));
        builder.Services.AddLocalSqs(options => options.Prepare = static server =>
        {
            server.CreateQueue("orders");
            server.CreateQueue("invoices.fifo", new Dictionary<string, string> { ["FifoQueue"] = "true" });
        });
        Register(builder);
        using var host = builder.Build();
        await host.StartAsync();
        await PauseAsync(host);
        await SendAsync(host.Services.GetRequiredService<ISqsClient>());
        await host.Services.GetRequiredService<Warehouse>().Done;
        await host.StopAsync();
    }

    private static void Register(HostApplicationBuilder builder)
    {
        builder.Services.AddSqsClient()
            .AddProcessor<OrderHandler>("orders", options => options.MaxConcurrentHandlers = 20)
            .AddProcessor<InvoiceHandler, Invoice>("invoices.fifo", InvoiceJson.Default.Invoice, options => options.ReadFrom(builder.Configuration.GetSection("Invoices")));

        builder.Services.AddHealthChecks().AddSqsProcessors();
    }

    private static async Task PauseAsync(IHost host)
    {
        var processors = host.Services.GetRequiredService<SqsProcessors>();
        await processors["orders"].PauseAsync();
        Console.WriteLine($"{processors["orders"].Status.State}, {processors["orders"].Status.RunningHandlers} handlers run.");
        await processors["orders"].ResumeAsync();
    }

    private static async Task SendAsync(ISqsClient client)
    {
        var orders = await SqsQueue.OpenAsync(client, "orders");
        var invoices = await SqsQueue.OpenAsync(client, "invoices.fifo");
        await orders.SendAsync("order 1");
        await invoices.SendAsync(new OutgoingMessage
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(new Invoice(7, 12.50m), InvoiceJson.Default.Invoice),
            MessageGroupId = "Ada",
            MessageDeduplicationId = "invoice-7",
        });
    }
}
