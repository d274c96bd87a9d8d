using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.EndToEnd.FairQueues;

public sealed class FairQueueTests
{
    private static readonly AsyncLocal<string?> Tenant = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ATenantWithMuch_DoesNotKeepAnotherWaiting()
    {
        await using var stage = await Stage.StartAsync(SqsProtocol.Query);
        await using var client = new FairQueueSqsClient(stage.NewClient(), new FairQueueOptions { Tenant = static () => Tenant.Value, TimeProvider = stage.Clock });
        var queue = await SqsQueue.OpenAsync(client, await stage.CreateAsync("q"), cancellationToken: Token);
        Tenant.Value = "busy";
        _ = await queue.SendManyAsync(Enumerable.Range(0, 200).Select(static number => (OutgoingMessage)$"busy {number}"), Token);
        _ = await queue.ReceiveAsync(cancellationToken: Token); // ten of its messages are in flight: it is noisy now
        Tenant.Value = "quiet";
        _ = await queue.SendAsync("quiet", Token);

        var next = await queue.ReceiveAsync(cancellationToken: Token);

        Assert.Equal("quiet", next.Messages[0].Body);
        Assert.Equal("quiet", next.Messages[0].MessageGroupId);
    }

    [Fact]
    public async Task Groups_ThatAreNamedOrOfFifoQueues_StayAsTheyAre()
    {
        await using var stage = await Stage.StartAsync(SqsProtocol.Query);
        await using var client = new FairQueueSqsClient(stage.NewClient(), new FairQueueOptions { Tenant = static () => "ambient" });
        var fair = await SqsQueue.OpenAsync(client, await stage.CreateAsync("q"), cancellationToken: Token);
        var fifo = await SqsQueue.OpenAsync(client, await stage.CreateAsync("q.fifo", (QueueAttributeName.FifoQueue, "true")), cancellationToken: Token);
        _ = await fair.SendAsync(((OutgoingMessage)"named").ForTenant("acme"), Token);
        _ = await fair.SendManyAsync([((OutgoingMessage)"batched").ForTenant("acme"), "left"], Token);
        var refused = await Assert.ThrowsAsync<SqsValidationException>(() => fifo.SendAsync("no group", Token));

        Assert.Equal("MessageGroupId", refused.Member);
        var groups = stage.Server.GetQueue("q").GetMessages().ToDictionary(message => message.Body, message => message.MessageGroupId, StringComparer.Ordinal);
        Assert.Equal(("acme", "acme", "ambient"), (groups["named"], groups["batched"], groups["left"]));
    }

    [Fact]
    public async Task Metrics_CountByTenantAndTellOnlySoManyApart()
    {
        await using var stage = await Stage.StartAsync(SqsProtocol.Json);
        var url = await stage.CreateAsync("measured-tenants");
        await using var client = new FairQueueSqsClient(stage.NewClient(), new FairQueueOptions { MaxMeasuredTenants = 2, TimeProvider = stage.Clock });
        var queue = await SqsQueue.OpenAsync(client, url, cancellationToken: Token);
        using var seen = new TenantMeasurements("measured-tenants");
        foreach (var tenant in (string[])["a", "b", "c", "d", "a"])
        {
            _ = await queue.SendAsync(((OutgoingMessage)"x").ForTenant(tenant), Token);
        }

        _ = await queue.SendAsync("of nobody", Token);
        stage.Clock.Advance(TimeSpan.FromSeconds(7));
        _ = await queue.ReceiveAsync(cancellationToken: Token);
        stage.Clock.Advance(TimeSpan.FromMinutes(1));
        _ = await queue.ReceiveAsync(cancellationToken: Token);

        Assert.Equal([("a", 2), ("b", 1), ("other", 2)], seen.Of("sqs.client.tenant.sent.messages"));
        Assert.Equal([("a", 4), ("b", 2), ("other", 4)], seen.Of("sqs.client.tenant.received.messages"));
        Assert.Equal([("a", 14), ("b", 7), ("other", 14)], seen.Of("sqs.client.tenant.dwell.time"));
    }

    [Fact]
    public async Task AListenerThatThrows_CostsNoMessage()
    {
        await using var stage = await Stage.StartAsync(SqsProtocol.Query);
        await using var client = new FairQueueSqsClient(stage.NewClient());
        var queue = await SqsQueue.OpenAsync(client, await stage.CreateAsync("deaf-tenants"), cancellationToken: Token);
        using var deaf = new TenantMeasurements("deaf-tenants", throws: true);

        _ = await queue.SendAsync(((OutgoingMessage)"x").ForTenant("a"), Token);

        Assert.Equal("x", Assert.Single((await queue.ReceiveAsync(cancellationToken: Token)).Messages).Body);
    }

    [Fact]
    public async Task Registered_WithBuffersInAnyOrder_EachMessageHasItsOwnTenant()
    {
        await using var server = await LocalSqs.StartAsync();
        _ = server.CreateQueue("q");
        var services = new ServiceCollection();
        _ = services.AddSqsClient(options => (options.Endpoint, options.Region, options.Credentials) = (server.Endpoint, server.Region, Credentials(server))).AddFairQueues(static options => options.Tenant = static () => Tenant.Value).AddBuffering();
        await using (var provider = services.BuildServiceProvider())
        {
            var queue = await SqsQueue.OpenAsync(provider.GetRequiredService<ISqsClient>(), "q", cancellationToken: Token);
            await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
            {
                Tenant.Value = $"tenant{number}";
                _ = await queue.SendAsync(Tenant.Value, Token);
            }));
        }

        Assert.All(server.GetQueue("q").GetMessages(), message => Assert.Equal(message.Body, message.MessageGroupId));
        Assert.Equal(20, server.GetQueue("q").Counts.Total);
        Assert.Equal("MaxMeasuredTenants", Assert.Throws<SqsValidationException>(() => services.AddSqsClient("bad").AddFairQueues(static options => options.MaxMeasuredTenants = 0)).Member);
    }

    private static StaticCredentialsSource Credentials(LocalSqs server) => new(new AwsCredentials(server.AccessKeyId, server.SecretAccessKey));

    /// <summary>Adds up, by tenant, what is measured of one queue.</summary>
    private sealed class TenantMeasurements : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Lock _gate = new();
        private readonly Dictionary<(string Instrument, string Tenant), double> _sums = [];

        public TenantMeasurements(string queue, bool throws = false)
        {
            _listener.InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Name.StartsWith("sqs.client.tenant.", StringComparison.Ordinal))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument.Name, value, tags, queue, throws));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument.Name, value, tags, queue, throws));
            _listener.Start();
        }

        public IEnumerable<(string Tenant, int Sum)> Of(string instrument)
        {
            lock (_gate)
            {
                return [.. _sums.Where(pair => pair.Key.Instrument == instrument).Select(pair => (pair.Key.Tenant, (int)Math.Round(pair.Value))).Order()];
            }
        }

        public void Dispose() => _listener.Dispose();

        private void Add(string instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, string queue, bool throws)
        {
            var named = tags.ToArray().ToDictionary(tag => tag.Key, tag => (string)tag.Value!, StringComparer.Ordinal);
            if (named["messaging.destination.name"] != queue)
            {
                return;
            }

            if (throws)
            {
                throw new InvalidOperationException("deaf");
            }

            lock (_gate)
            {
                var key = (instrument, named["sqs.client.tenant"]);
                _sums[key] = _sums.GetValueOrDefault(key) + value;
            }
        }
    }
}
