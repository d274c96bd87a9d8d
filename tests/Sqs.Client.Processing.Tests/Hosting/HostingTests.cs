using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Processing.Tests.Hosting;

public sealed class HostingTests
{
    [Fact]
    public async Task Host_WithTwoQueuesAndTwoHandlers_HandlesBoth_EachMessageInAScopeOfItsOwn()
    {
        using var host = NewHost(builder => builder
            .AddProcessor<OrderHandler, Order>("orders", HostingJson.Default.Order)
            .AddProcessor<NoteHandler>("notes"));
        var seen = host.Services.GetRequiredService<Seen>();
        await host.StartAsync();
        await SendAsync(host, "orders", """{"Number":1}""", """{"Number":2}""");
        await SendAsync(host, "notes", "hello");
        await seen.CountAsync(3);
        Assert.Equal(["hello", "order 1", "order 2"], seen.What.Order(StringComparer.Ordinal));
        Assert.Equal(3, seen.Scopes.Distinct().Count());
        await host.StopAsync();
        Assert.Equal(3, seen.DisposedScopes);
        Assert.All(host.Services.GetRequiredService<SqsProcessors>().All, processor => Assert.Equal(ProcessorState.Stopped, processor.Status.State));
    }

    [Fact]
    public async Task Bodies_ThatCannotBeRead_GoToTheDeadLetterQueue()
    {
        using var host = NewHost(builder => builder.AddProcessor<OrderHandler, Order>("orders", HostingJson.Default.Order, options => options.DeadLetterQueue = "dead"));
        await host.StartAsync();
        await SendAsync(host, "orders", "no JSON", """{"Number":7}""");
        await host.Services.GetRequiredService<Seen>().CountAsync(1);
        var server = host.Services.GetRequiredService<LocalSqs>();
        while (server.GetQueue("dead").GetMessages().Count == 0)
        {
            await Task.Delay(1);
        }

        await host.StopAsync();
        Assert.Equal("no JSON", Assert.Single(server.GetQueue("dead").GetMessages()).Body);
        Assert.Empty(server.GetQueue("orders").GetMessages());
    }

    [Fact]
    public async Task Bodies_AreReadByADeserializerOfYourOwn()
    {
        using var host = NewHost(builder => builder.AddProcessor<OrderHandler, Order>("orders", static _ => new PlainNumbers()));
        await host.StartAsync();
        await SendAsync(host, "orders", "41");
        await host.Services.GetRequiredService<Seen>().CountAsync(1);
        Assert.Equal(["order 41"], host.Services.GetRequiredService<Seen>().What);
        await host.StopAsync();
    }

    [Fact]
    public async Task Handler_RunsInASpan_ThatIsLinkedToTheTraceOfTheSender()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == SqsProcessingDiagnostics.ActivitySourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        using var host = NewHost(builder => builder.AddTracePropagation().AddProcessor<NoteHandler>("notes"));
        await host.StartAsync();
        using var request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        request.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        await SendAsync(host, "notes", "traced");
        request.Stop();

        var seen = host.Services.GetRequiredService<Seen>();
        await seen.CountAsync(1);
        Assert.Equal([("process notes", request.Context.TraceId, request.Context.SpanId)], seen.Spans);
        await host.StopAsync();
    }

    [Fact]
    public async Task Processors_AreFoundByName_PausedAndResumed()
    {
        using var host = NewHost(builder => builder.AddProcessor<NoteHandler>("notes"));
        await host.StartAsync();
        var processors = host.Services.GetRequiredService<SqsProcessors>();
        await processors["notes"].PauseAsync();
        Assert.Equal(ProcessorState.Paused, processors["notes"].Status.State == ProcessorState.Opening ? ProcessorState.Paused : processors["notes"].Status.State);
        await processors["notes"].ResumeAsync();
        await SendAsync(host, "notes", "after");
        await host.Services.GetRequiredService<Seen>().CountAsync(1);
        Assert.Contains("there are: notes", Assert.Throws<KeyNotFoundException>(() => processors["none"]).Message, StringComparison.Ordinal);
        await host.StopAsync();
    }

    [Fact]
    public async Task NamedClients_HaveProcessorsOfTheirOwn()
    {
        using var host = NewHost(builder => builder.AddProcessor<NoteHandler>("notes"), services =>
            services.AddSqsClient("other", options => options.Region = "eu-west-1").AddProcessor<NoteHandler>("notes"));
        await host.StartAsync();
        Assert.Equal(["notes", "other:notes"], host.Services.GetRequiredService<SqsProcessors>().All.Select(processor => processor.Name));
        await host.StopAsync();
    }

    [Fact]
    public void SecondProcessorOfAQueue_IsRefused() =>
        Assert.Contains("\"notes\" already", Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddSqsClient().AddProcessor<NoteHandler>("notes").AddProcessor<NoteHandler>("notes")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Options_FromConfiguration_AreCheckedWhenTheHostStarts()
    {
        using var host = NewHost(builder => builder.AddProcessor<NoteHandler>("notes", options => options.ReadFrom(Section(("MaxConcurrentHandlers", "0")))));
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains("SqsProcessorOptions of \"notes\": MaxConcurrentHandlers: must be from 1 to 10,000", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_FromConfiguration_AreRead()
    {
        var options = new SqsProcessorOptions().ReadFrom(Section(("MaxConcurrentHandlers", "7"), ("VisibilityTimeout", "00:02:00"), ("Undeserializable", "Delete"), ("HandlerTimeout", "00:00:10")));
        Assert.Equal((7, TimeSpan.FromMinutes(2), FailureAction.Delete, TimeSpan.FromSeconds(10)), (options.MaxConcurrentHandlers, options.VisibilityTimeout, options.Undeserializable, options.HandlerTimeout));
    }

    [Fact]
    public void Options_WithANameThatNoneHas_AreRefused() =>
        Assert.Contains("MaxHandlers", Assert.Throws<InvalidOperationException>(() => new SqsProcessorOptions().ReadFrom(Section(("MaxHandlers", "7")))).ToString(), StringComparison.Ordinal);

    [Fact]
    public async Task Health_OfRunningProcessors_IsGood()
    {
        using var host = NewHost(builder => builder.AddProcessor<NoteHandler>("notes"), services => services.AddHealthChecks().AddSqsProcessors());
        await host.StartAsync();
        var report = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.Equal(HealthStatus.Healthy, report.Status);
        _ = Assert.IsType<SqsProcessorStatus>(report.Entries["sqs-processors"].Data["notes"]);
        await host.StopAsync();
        Assert.Equal(HealthStatus.Unhealthy, (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Status);
    }

    private static IHost NewHost(Action<ISqsClientBuilder> configure, Action<IServiceCollection>? more = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        _ = builder.Services.AddLocalSqs(options => options.Prepare = static server =>
        {
            _ = server.CreateQueue("orders");
            _ = server.CreateQueue("notes");
            _ = server.CreateQueue("dead");
        });
        _ = builder.Services.AddSingleton<Seen>().AddScoped<Scope>();
        configure(builder.Services.AddSqsClient(options => options.Region = "us-east-1"));
        more?.Invoke(builder.Services);
        return builder.Build();
    }

    private static async Task SendAsync(IHost host, string queue, params string[] bodies)
    {
        var opened = await SqsQueue.OpenAsync(host.Services.GetRequiredService<ISqsClient>(), queue);
        _ = await opened.SendManyAsync(bodies.Select(body => (OutgoingMessage)body));
    }

    private static IConfiguration Section(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value))).Build();

    internal sealed class Seen
    {
        private readonly SemaphoreSlim _more = new(0);

        public ConcurrentQueue<string> What { get; } = new();

        public ConcurrentQueue<int> Scopes { get; } = new();

        public ConcurrentQueue<(string Name, ActivityTraceId Trace, ActivitySpanId Span)> Spans { get; } = new();

        public int DisposedScopes { get; set; }

        public void Add(string what, Scope scope)
        {
            What.Enqueue(what);
            Scopes.Enqueue(scope.GetHashCode());
            foreach (var link in Activity.Current?.Links ?? [])
            {
                Spans.Enqueue((Activity.Current!.OperationName, link.Context.TraceId, link.Context.SpanId));
            }

            _ = _more.Release();
        }

        public async Task CountAsync(int count)
        {
            for (var seen = 0; seen < count; seen++)
            {
                Assert.True(await _more.WaitAsync(TimeSpan.FromSeconds(30)), "Nothing came.");
            }
        }
    }

    internal sealed class Scope(Seen seen) : IDisposable
    {
        public void Dispose()
        {
            lock (seen)
            {
                seen.DisposedScopes++;
            }
        }
    }

    private sealed class PlainNumbers : IMessageDeserializer<Order>
    {
        public Order Deserialize(Message message) => new(int.Parse(message.BodyUtf8.Span, CultureInfo.InvariantCulture));
    }

    private sealed class OrderHandler(Seen seen, Scope scope) : ISqsMessageHandler<Order>
    {
        public Task HandleAsync(Order message, Delivery delivery, CancellationToken cancellationToken)
        {
            seen.Add($"order {message.Number}", scope);
            return Task.CompletedTask;
        }
    }

    private sealed class NoteHandler(Seen seen, Scope scope) : ISqsMessageHandler
    {
        public Task HandleAsync(Delivery delivery, CancellationToken cancellationToken)
        {
            seen.Add(delivery.Message.Body, scope);
            return Task.CompletedTask;
        }
    }
}

internal sealed record Order(int Number);

[JsonSerializable(typeof(Order))]
internal sealed partial class HostingJson : JsonSerializerContext;
