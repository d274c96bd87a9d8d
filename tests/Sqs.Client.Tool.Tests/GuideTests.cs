using System.Text;
using Sqs.Client.LocalServer;
using Sqs.Client.Tool.Files;
using Sqs.Client.Tool.Local;

namespace Sqs.Client.Tool.Tests;

/// <summary>The files that the testing guide shows are read by the tool, and do what the guide says.</summary>
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

    private static IEnumerable<byte[]> Blocks(string markdown) => markdown.ReplaceLineEndings("\n").Split("\n```json\n").Skip(1)
        .Select(rest => Encoding.UTF8.GetBytes(rest[..rest.IndexOf("\n```", StringComparison.Ordinal)]));
}
