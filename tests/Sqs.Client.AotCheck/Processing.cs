using System.Collections.Concurrent;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Sqs.Client.LocalServer;
using Sqs.Client.Processing;

namespace Sqs.Client.AotCheck;

/// <summary>A processor in a container: a typed handler by generated JSON, options from configuration, dead letters, health, an orderly stop.</summary>
internal static class Processing
{
    private const int Parcels = 50;
    private const int Refused = 2;

    public static async Task<int> RunAsync()
    {
        var depot = new Depot();
        await using var provider = Register(depot).BuildServiceProvider();

        // What a host does. The package of the host itself brings a System.Text.Json that the native compiler of .NET 8 has warnings about.
        var services = provider.GetServices<IHostedService>().ToArray();
        foreach (var service in services)
        {
            await service.StartAsync(CancellationToken.None);
        }

        await SendAsync(provider.GetRequiredService<ISqsClient>());
        await depot.Done.WaitAsync(TimeSpan.FromMinutes(1));
        var health = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Expect.That(health.Status == HealthStatus.Healthy, "a processor that works is healthy");
        foreach (var service in services.AsEnumerable().Reverse())
        {
            await service.StopAsync(CancellationToken.None);
        }

        Expect.That(provider.GetRequiredService<SqsProcessors>()["parcels"].Status.State == ProcessorState.Stopped, "a processor stops with its host");
        var server = provider.GetRequiredService<LocalSqs>();
        Expect.That(server.GetQueue("parcels").GetMessages() is [], "what was handled is deleted");
        Expect.That(server.GetQueue("lost").Counts.Visible == Refused, "what cannot be read and what is rejected are dead letters");
        return depot.Count;
    }

    private static ServiceCollection Register(Depot depot)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([
            new("Sqs:Region", "eu-central-1"),
            new("Parcels:MaxConcurrentHandlers", "4"),
            new("Parcels:VisibilityTimeout", "00:00:10"),
            new("Parcels:Undeserializable", "DeadLetter"),
        ]).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddLocalSqs(static options => (options.Region, options.Prepare) = ("eu-central-1", Prepare));
        services.AddSingleton(depot);
        services.AddSqsClient()
            .Configure(settings.GetSection("Sqs"))
            .AddTracePropagation()
            .AddProcessor<ParcelHandler, Parcel>("parcels", ParcelJson.Default.Parcel, options =>
                options.ReadFrom(settings.GetSection("Parcels")).OnFailure = (_, _) => depot.Refuse());
        services.AddHealthChecks().AddSqsProcessors();
        return services;
    }

    private static void Prepare(LocalSqs server)
    {
        server.CreateQueue("lost");
        server.CreateQueue("parcels", new Dictionary<string, string>
        {
            ["RedrivePolicy"] = """{"deadLetterTargetArn":"arn:aws:sqs:eu-central-1:000000000000:lost","maxReceiveCount":5}""",
        });
    }

    private static async Task SendAsync(ISqsClient client)
    {
        var queue = await SqsQueue.OpenAsync(client, "parcels");
        var bodies = Enumerable.Range(0, Parcels).Select(number => $$"""{"Number":{{number}},"To":"漢字"}""");
        var results = await queue.SendManyAsync([.. bodies, """{"Number":-1,"To":"nobody"}""", "no JSON"]);
        Expect.That(results.All(result => result.Outcome == SendOutcome.Sent), "parcels are sent");
    }

    /// <summary>Counts what was delivered, each parcel once, and what could not be.</summary>
    internal sealed class Depot
    {
        private readonly ConcurrentDictionary<int, Parcel> _delivered = new();
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _left = Parcels + Refused;

        public Task Done => _done.Task;

        public int Count => _delivered.Count;

        public void Deliver(Parcel parcel)
        {
            Expect.That(parcel.To == "漢字" && _delivered.TryAdd(parcel.Number, parcel), "each parcel comes once, as it was sent");
            Tick();
        }

        public void Refuse() => Tick();

        private void Tick() => _ = Interlocked.Decrement(ref _left) == 0 && _done.TrySetResult();
    }

    private sealed class ParcelHandler(Depot depot) : ISqsMessageHandler<Parcel>
    {
        public Task HandleAsync(Parcel message, Delivery delivery, CancellationToken cancellationToken)
        {
            if (message.Number < 0)
            {
                throw new MessageRejectedException("a negative number");
            }

            depot.Deliver(message);
            return Task.CompletedTask;
        }
    }
}

/// <summary>What the body of a message says.</summary>
internal sealed record Parcel(int Number, string To);

[JsonSerializable(typeof(Parcel))]
internal sealed partial class ParcelJson : JsonSerializerContext;
