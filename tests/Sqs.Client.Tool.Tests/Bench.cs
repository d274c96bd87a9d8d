using System.Text;
using System.Text.Json.Nodes;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.Tool.Tests;

/// <summary>An embedded server that checks signatures, on a clock of the test, and the tool with the variables that lead to it.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private Bench(LocalSqs server, ToolSurroundings surroundings) => (Server, Surroundings) = (server, surroundings);

    public LocalSqs Server { get; }

    /// <summary>What runs find around them; changed by <c>with</c> for a single one.</summary>
    public ToolSurroundings Surroundings { get; }

    public VirtualClock Clock => Surroundings.Clock;

    public static async Task<Bench> StartAsync(Action<LocalSqsOptions>? configure = null, VirtualClock? clock = null, TimeProvider? time = null)
    {
        clock ??= new VirtualClock();
        var options = new LocalSqsOptions { TimeProvider = clock };
        configure?.Invoke(options);
        var server = await LocalSqs.StartAsync(options, TestContext.Current.CancellationToken);
        return new Bench(server, new ToolSurroundings
        {
            Clock = clock,
            Time = time ?? clock,
            Variables = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["AWS_ENDPOINT_URL_SQS"] = server.Endpoint.AbsoluteUri,
                ["AWS_REGION"] = server.Region,
                ["AWS_ACCESS_KEY_ID"] = server.AccessKeyId,
                ["AWS_SECRET_ACCESS_KEY"] = server.SecretAccessKey,
            },
        });
    }

    /// <summary>The same surroundings with a text to read.</summary>
    public ToolSurroundings Reading(string text) => Surroundings with { OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(text)) };

    public ToolRun Start(params string[] arguments) => ToolRun.Start(Surroundings, isTerminal: false, arguments);

    /// <summary>Runs a command line to its end, which has to be as expected; returns what it wrote.</summary>
    public Task<IReadOnlyList<string>> RunAsync(params string[] arguments) => RunAsync(Surroundings, ExitCodes.Done, arguments);

    public async Task<IReadOnlyList<string>> RunAsync(ToolSurroundings surroundings, int exitCode, params string[] arguments)
    {
        await using var run = ToolRun.Start(surroundings, isTerminal: false, arguments);
        var code = await run.EndAsync();
        Assert.True(code == exitCode, $"{string.Join(' ', arguments)} ended with {code}: {run.Error}{string.Join('\n', run.Seen)}");
        Assert.Equal(exitCode == ExitCodes.Done, run.Error.Length == 0);
        return run.Seen;
    }

    /// <summary>Runs a command line that has to fail so, without writing anything else; returns what it said.</summary>
    public async Task<string> FailAsync(int exitCode, params string[] arguments)
    {
        await using var run = ToolRun.Start(Surroundings, isTerminal: false, arguments);
        Assert.Equal(exitCode, await run.EndAsync());
        Assert.Empty(run.Seen);
        return run.Error.TrimEnd();
    }

    /// <summary>Runs a command line whose whole output has to be one JSON value.</summary>
    public async Task<JsonNode> JsonAsync(params string[] arguments) =>
        JsonNode.Parse(string.Join('\n', await RunAsync([.. arguments, "--output", "json"])))!;

    /// <summary>A client of the server, with its key, or with another.</summary>
    public SqsClient Client(string? accessKeyId = null, string? secret = null) => new(new SqsClientOptions
    {
        Endpoint = Server.Endpoint,
        Region = Server.Region,
        Credentials = new StaticCredentialsSource(new AwsCredentials(accessKeyId ?? Server.AccessKeyId, secret ?? Server.SecretAccessKey)),
        TimeProvider = Clock,
    });

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
