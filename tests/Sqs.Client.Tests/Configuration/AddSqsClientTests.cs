using System.Collections.Concurrent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sqs.Client.Signing;
using Sqs.Client.Tests.Transport;

namespace Sqs.Client.Tests.Configuration;

public sealed class AddSqsClientTests
{
    private static readonly Dictionary<string, string?> AllSettings = new(StringComparer.Ordinal)
    {
        ["Region"] = "eu-west-1",
        ["Protocol"] = "json",
        ["Endpoint"] = "http://emulator:4566/",
        ["AllowInsecureEndpoint"] = "true",
        ["UseFipsEndpoint"] = "false",
        ["UseDualStackEndpoint"] = "false",
        ["MaxAttempts"] = "5",
        ["ResendUnknownSends"] = "false",
        ["AttemptTimeout"] = "00:00:07",
        ["CallTimeout"] = "00:00:21",
        ["VerifyChecksums"] = "false",
        ["CorrectClockSkew"] = "false",
        ["MaxConnections"] = "12",
        ["ConnectTimeout"] = "00:00:02",
        ["ConnectionLifetime"] = "00:10:00",
        ["ApplicationId"] = "orders",
    };

    private readonly ServiceCollection _services = [];

    [Fact]
    public async Task Client_OfTheDefaultName_IsOneSingleton()
    {
        Add(_services.AddSqsClient(Region("eu-west-1")));
        await using var provider = _services.BuildServiceProvider();

        var client = Assert.IsType<SqsClient>(provider.GetRequiredService<ISqsClient>());

        Assert.Same(client, provider.GetRequiredService<ISqsClient>());
        Assert.Equal("eu-west-1", client.Region);
        var sent = await client.SendMessageAsync(
            new SendMessageRequest { QueueUrl = "https://sqs.eu-west-1.amazonaws.com/1/q", MessageBody = "x" }, TestContext.Current.CancellationToken);
        Assert.Equal("m-1", sent.MessageId);
    }

    [Fact]
    public async Task Clients_OfNames_AreKeyedAndApart()
    {
        _services.AddSqsClient(Region("us-east-1"));
        _services.AddSqsClient("eu", Region("eu-west-1"));
        _services.AddSqsClient("ap", Region("ap-south-1"));
        await using var provider = _services.BuildServiceProvider();

        string RegionOf(string name) => ((SqsClient)provider.GetRequiredKeyedService<ISqsClient>(name)).Region;

        Assert.Equal(["eu-west-1", "ap-south-1"], [RegionOf("eu"), RegionOf("ap")]);
        Assert.Equal("us-east-1", ((SqsClient)provider.GetRequiredService<ISqsClient>()).Region);
        Assert.Same(provider.GetRequiredKeyedService<ISqsClient>("eu"), provider.GetRequiredKeyedService<ISqsClient>("eu"));
    }

    [Fact]
    public async Task Client_AddedTwice_IsOneWithBothSettings()
    {
        _services.AddSqsClient(Region("us-east-1"));
        _services.AddSqsClient(options => options.ApplicationId = "second");
        await using var provider = _services.BuildServiceProvider();

        Assert.Single(provider.GetServices<ISqsClient>());
        Assert.Single(provider.GetServices<IValidateOptions<SqsClientOptions>>());
        var options = provider.GetRequiredService<IOptions<SqsClientOptions>>().Value;
        Assert.Equal(("us-east-1", "second"), (options.Region, options.ApplicationId));
    }

    [Fact]
    public async Task Configuration_WithEverySetting_IsBound()
    {
        // Whatever a configuration file can hold must be in this test.
        var bindable = typeof(SqsClientOptions).GetProperties()
            .Where(property => (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) is var type
                && (type == typeof(string) || type == typeof(Uri) || type == typeof(bool) || type == typeof(int) || type == typeof(TimeSpan) || type.IsEnum))
            .Select(property => property.Name);
        Assert.Equal(bindable.Order(StringComparer.Ordinal), AllSettings.Keys.Order(StringComparer.Ordinal));
        _services.AddSqsClient("named").Configure(Section(AllSettings));
        await using var provider = _services.BuildServiceProvider();

        var options = provider.GetRequiredService<IOptionsMonitor<SqsClientOptions>>().Get("named");

        Assert.Equal(("eu-west-1", new Uri("http://emulator:4566/"), true, "orders"), (options.Region, options.Endpoint, options.AllowInsecureEndpoint, options.ApplicationId));
        Assert.Equal((false, false, false, false, false), (options.UseFipsEndpoint, options.UseDualStackEndpoint, options.ResendUnknownSends, options.VerifyChecksums, options.CorrectClockSkew));
        Assert.Equal(SqsProtocol.Json, options.Protocol);
        Assert.Equal((5, 12), (options.MaxAttempts, options.MaxConnections));
        Assert.Equal([7, 21, 2, 600], [options.AttemptTimeout.TotalSeconds, options.CallTimeout.TotalSeconds, options.ConnectTimeout.TotalSeconds, options.ConnectionLifetime.TotalSeconds]);
    }

    [Theory]
    [InlineData("Regoin", "eu-west-1", "Regoin")]
    [InlineData("MaxAttempts", "many", "MaxAttempts")]
    [InlineData("Protocol", "Xml", "Protocol")]
    [InlineData("AttemptTimeout", "10 s", "AttemptTimeout")]
    [InlineData("VerifyChecksums", "perhaps", "VerifyChecksums")]
    public async Task Configuration_ThatCannotBeRead_NamesTheSetting(string name, string value, string named)
    {
        _services.AddSqsClient(Region("us-east-1")).Configure(Section(new Dictionary<string, string?>(StringComparer.Ordinal) { [name] = value }));
        await using var provider = _services.BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<ISqsClient>());

        Assert.Contains(named, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_OutOfTheirRange_AreNamedWhenTheHostStarts()
    {
        _services.AddSqsClient(options => (options.Region, options.MaxConnections) = ("us-east-1", 0));
        _services.AddSqsClient("second", options => (options.Region, options.AttemptTimeout) = ("us-east-1", TimeSpan.Zero));
        await using var provider = _services.BuildServiceProvider();

        var error = Assert.ThrowsAny<Exception>(() => provider.GetRequiredService<IStartupValidator>().Validate()).ToString();

        Assert.Contains("MaxConnections", error, StringComparison.Ordinal);
        Assert.Contains("AttemptTimeout", error, StringComparison.Ordinal);
        Assert.Contains("\"second\"", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_InTheirRange_PassWhenTheHostStarts()
    {
        _services.AddSqsClient(Region("us-east-1"));
        await using var provider = _services.BuildServiceProvider();

        provider.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public async Task Loggers_OfTheFactory_AreRemovedAndTheContainersIsUsed()
    {
        var log = new CollectingLoggers();
        _services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        var handler = new ScriptedHandler((request, number) => number == 1 ? Answers.Status(503) : ScriptedHandler.Success(request));
        _services.AddSqsClient(options => (options.Region, options.Random, options.Credentials) = ("us-east-1", () => 0, new StaticCredentialsSource(Engine.Credentials)))
            .Http.ConfigurePrimaryHttpMessageHandler(() => handler);
        await using var provider = _services.BuildServiceProvider();

        await provider.GetRequiredService<ISqsClient>().SendMessageAsync(
            new SendMessageRequest { QueueUrl = Engine.QueueUrl, MessageBody = "x" }, TestContext.Current.CancellationToken);

        Assert.Equal(2, handler.Count);
        Assert.Equal("Sqs.Client.SqsClient", Assert.Single(log.Categories.Distinct(StringComparer.Ordinal)));
    }

    private static Action<SqsClientOptions> Region(string region) =>
        options => (options.Region, options.Credentials) = (region, new StaticCredentialsSource(Engine.Credentials));

    private static void Add(ISqsClientBuilder builder) =>
        builder.Http.ConfigurePrimaryHttpMessageHandler(() => new ScriptedHandler((request, _) => ScriptedHandler.Success(request)));

    private static IConfigurationSection Section(Dictionary<string, string?> settings) => new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Sqs:{setting.Key}", setting.Value)))
        .Build()
        .GetSection("Sqs");

    private sealed class CollectingLoggers : ILoggerProvider
    {
        public ConcurrentQueue<string> Categories { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Collector(() => Categories.Enqueue(categoryName));

        public void Dispose()
        {
            // nothing is held
        }

        private sealed class Collector(Action note) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => note();
        }
    }
}
