using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sqs.Client;
using Sqs.Client.LocalServer;
using Worker;

// A service with two processors: orders come from a standard queue as JSON, entries of a ledger from a FIFO queue, in the order of each
// account. A producer fills both queues, telemetry and health go to the console, and the program ends when every message was handled.
// `--Messages 1000000` sends more; `--Sqs:Endpoint http://127.0.0.1:9324` works on a server elsewhere that has the two queues.
var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
var configuration = builder.Configuration;

if (configuration["Sqs:Endpoint"] is null)
{
    builder.Services.AddLocalSqs(options =>
    {
        options.Region = configuration["Sqs:Region"]!;
        options.Prepare = server =>
        {
            // Without a redrive policy a message that always fails would come for ever.
            server.CreateQueue("orders-dead");
            server.CreateQueue("orders", new Dictionary<string, string>
            {
                ["RedrivePolicy"] = $$"""{"deadLetterTargetArn":"arn:aws:sqs:{{server.Region}}:{{server.AccountId}}:orders-dead","maxReceiveCount":5}""",
            });
            server.CreateQueue("ledger.fifo", new Dictionary<string, string> { ["FifoQueue"] = "true" });
        };
    });
}

builder.Services.AddSqsClient()
    .Configure(configuration.GetSection("Sqs"))
    .AddBuffering()
    .AddTracePropagation()
    .AddProcessor<OrderHandler, Order>("orders", WorkerJson.Default.Order, options => options.ReadFrom(configuration.GetSection("Orders")))
    .AddProcessor<LedgerHandler>("ledger.fifo", options => options.ReadFrom(configuration.GetSection("Ledger")));
builder.Services.AddHealthChecks().AddSqsProcessors();

builder.Services.AddSingleton(new Tally(configuration.GetValue<int>("Messages")));
builder.Services.AddHostedService<Producer>();
builder.Services.AddHostedService<Telemetry>();

using var host = builder.Build();
var tally = host.Services.GetRequiredService<Tally>();
await host.RunAsync();
return tally.Conclude(Console.Out);
