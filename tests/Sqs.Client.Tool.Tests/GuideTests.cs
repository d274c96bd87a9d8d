using System.Text;
using Sqs.Client.LocalServer;
using Sqs.Client.Tool.Files;
using Sqs.Client.Tool.Local;

namespace Sqs.Client.Tool.Tests;

/// <summary>The files and the commands that the guides show are read by the tool, and do what the guides say.</summary>
public sealed class GuideTests
{
    [Fact]
    public async Task Files_OfTheGuide_Work()
    {
        var blocks = Blocks(File.ReadAllText(Path.Combine(SharedMaterial.Repository, "docs/guides/testing.md"))).ToList();
        Assert.Equal(2, blocks.Count);
        var options = new LocalSqsOptions { Listen = false };
        foreach (var key in KeysFile.Read(JsonFile.Parse("keys", blocks[1])))
        {
            options.AccessKeys.Add(key);
        }

        await using var server = await LocalSqs.StartAsync(options);
        foreach (var queue in QueuesFile.Read(JsonFile.Parse("queues", blocks[0]), options.Region, options.AccountId))
        {
            queue.Create(server);
        }

        Assert.Equal(("AKIAOWNER", 2), (server.AccessKeyId, options.AccessKeys.Count));
        Assert.Equal(["steps.fifo", "orders", "orders-dead"], server.Queues.Select(queue => queue.Name));
    }

    /// <summary>Each command of the tool's guide, in the order of the guide, on queues as it names them.</summary>
    [Fact]
    public async Task Commands_OfTheToolsGuide_Work()
    {
        await using var bench = await Bench.StartAsync(static options => options.TimeProvider = TimeProvider.System, time: TimeProvider.System);
        using var lines = new TextFile("one\ntwo\n");
        var dead = bench.Server.CreateQueue("orders-dead");
        _ = bench.Server.CreateQueue("orders", Map("RedrivePolicy", $$"""{"deadLetterTargetArn":"{{dead.Arn}}","maxReceiveCount":3}"""));
        _ = bench.Server.CreateQueue("steps.fifo", Map("FifoQueue", "true"));
        _ = bench.Server.CreateQueue("elsewhere");
        _ = bench.Server.CreateQueue("orders", Map("Policy", """{"Statement":{"Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"*"}}"""), accountId: "111122223333");
        var commands = ToolGuide.Commands.Where(command => command is not ["local", ..]).ToList();
        Assert.InRange(commands.Count, 30, 60);
        foreach (var command in commands)
        {
            _ = await bench.RunAsync([.. command.Select(word => word is "lines.txt" or "order.json" ? lines.Path : word)]);
        }
    }

    [Fact]
    public async Task Table_OfTheToolsGuide_HasEveryCommand()
    {
        var names = new List<string>();
        foreach (var name in await WordsAsync(""))
        {
            names.AddRange(name is "queues" or "policy" ? (await WordsAsync(name + " ")).Select(part => $"{name} {part}") : [name]);
        }

        Assert.Equal(names.Order(StringComparer.Ordinal), ToolGuide.Rows.Select(row => row.Name).Order(StringComparer.Ordinal));
        Assert.All(ToolGuide.Rows, row => Assert.StartsWith($"sqs {row.Name}", row.Example, StringComparison.Ordinal));
    }

    private static async Task<IEnumerable<string>> WordsAsync(string line)
    {
        await using var run = ToolRun.Start($"[suggest:{line.Length}]", line);
        Assert.Equal(ExitCodes.Done, await run.EndAsync());
        return run.Seen.Where(word => char.IsAsciiLetter(word[0]));
    }

    private static Dictionary<string, string> Map(string name, string value) => new(StringComparer.Ordinal) { [name] = value };

    private static IEnumerable<byte[]> Blocks(string markdown) => markdown.ReplaceLineEndings("\n").Split("\n```json\n").Skip(1)
        .Select(rest => Encoding.UTF8.GetBytes(rest[..rest.IndexOf("\n```", StringComparison.Ordinal)]));
}
