using System.Text.Json;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Interop.Peers;

/// <summary>Works through our server with boto3, signatures checked, and holds what it saw against what SQS would show, whatever the protocol.</summary>
internal static class Boto3Steps
{
    /// <summary>Runs the steps and fails at what differs.</summary>
    /// <param name="python">A Python that has boto3.</param>
    /// <param name="protocol">What that boto3 speaks.</param>
    /// <param name="more">What is seen beyond the common steps.</param>
    public static async Task RunAsync(string python, string protocol, IReadOnlyDictionary<string, object?> more)
    {
        await using var server = await LocalSqs.StartAsync();
        var (code, output) = await Child.RunAsync(
            python,
            [Path.Combine(AppContext.BaseDirectory, "Scripts", "boto3_steps.py"), server.Endpoint.AbsoluteUri, server.Region, server.AccessKeyId, server.SecretAccessKey],
            TimeSpan.FromSeconds(120));
        Assert.True(code == 0, output);

        using var saw = JsonDocument.Parse(output);
        var url = $"{server.Endpoint}000000000000/";
        var expected = new Dictionary<string, object?>
        {
            ["protocol"] = protocol,
            ["created"] = url + "q",
            ["found"] = url + "q",
            ["listed"] = new[] { url + "q" },
            ["tags"] = new Dictionary<string, string> { ["a b"] = "c&d", ["ü"] = "日本" },
            ["tags_after"] = new Dictionary<string, string> { ["a b"] = "c&d", ["new"] = "1 < 2" },
            ["attributes"] = new Dictionary<string, string>
            {
                ["VisibilityTimeout"] = "45",
                ["MessageRetentionPeriod"] = "600",
                ["QueueArn"] = "arn:aws:sqs:us-east-1:000000000000:q",
            },
            ["policy"] = "l",
            ["policy_after"] = null,
            ["unicode"] = true,
            ["typed"] = true,
            ["digests"] = true,
            ["trace"] = "Root=1-5759e988-bd862e3fe1be46a994272793",
            ["hidden"] = 0,
            ["count"] = "2",
            ["batch"] = Enumerable.Range(0, 10).Select(number => $"e{number}"),
            ["batch_bodies"] = Enumerable.Range(0, 10).Select(number => $"{number}"),
            ["changed"] = new[] { "d0" },
            ["deleted"] = 9,
            ["failed"] = new object[] { new object[] { "bad", "ReceiptHandleIsInvalid", true } },
            ["early"] = 0,
            ["late"] = new[] { "later" },
            ["fifo_same"] = true,
            ["fifo_rising"] = true,
            ["fifo"] = new[] { "0", "1", "2" },
            ["fifo_blocked"] = 0,
            ["sources"] = new[] { url + "work" },
            ["redriven"] = true,
            ["no_queue"] = Refusal("AWS.SimpleQueueService.NonExistentQueue", 400),
            ["bad_handle"] = Refusal("ReceiptHandleIsInvalid", 400),
            ["exists"] = Refusal("QueueAlreadyExists", 400),
            ["bad_secret"] = Refusal("SignatureDoesNotMatch", 403),
            ["bad_key"] = Refusal("InvalidClientTokenId", 403),
            ["too_many"] = Refusal("AWS.SimpleQueueService.TooManyEntriesInBatchRequest", 400),
            ["purged"] = "0",
            ["purged_twice"] = Refusal("AWS.SimpleQueueService.PurgeQueueInProgress", 403),
            ["left"] = new[] { url + "q.fifo" },
        };
        foreach (var (step, seen) in more)
        {
            expected.Add(step, seen);
        }

        var differences = expected.Where(pair => !JsonElement.DeepEquals(saw.RootElement.GetProperty(pair.Key), JsonSerializer.SerializeToElement(pair.Value)))
            .Select(pair => $"{pair.Key}: expected {JsonSerializer.Serialize(pair.Value)}, saw {saw.RootElement.GetProperty(pair.Key).GetRawText()}");
        Assert.Empty(differences);
        Assert.Equal(expected.Count + 1, saw.RootElement.EnumerateObject().Count());
    }

    private static Dictionary<string, object> Refusal(string code, int status) => new() { ["code"] = code, ["status"] = status };
}
