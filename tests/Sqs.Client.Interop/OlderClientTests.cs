using System.Text.Json;
using Sqs.Client.Interop.Peers;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Interop;

/// <summary>Clients that nobody here wrote and that speak Query, against our server with signatures checked.</summary>
public sealed class OlderClientTests
{
    private const string SpeaksQuery =
        "import boto3,sys; sys.exit(boto3.client('sqs',region_name='x').meta.service_model.metadata['protocol'] != 'query')";

    [Fact]
    public async Task Boto3_WorkingThroughOurServer_SeesWhatSqsWouldShow()
    {
        var python = await Programs.PythonAsync("boto3 before 1.31.81 (the last that speaks Query)", "SQS_PEER_QUERY_PYTHON", SpeaksQuery);
        await using var server = await LocalSqsServer.StartAsync();
        var (code, output) = await Child.RunAsync(
            python,
            [Path.Combine(AppContext.BaseDirectory, "Scripts", "boto3_steps.py"), server.Endpoint.AbsoluteUri, server.Region, server.AccessKeyId, server.SecretAccessKey],
            TimeSpan.FromSeconds(120),
            new Dictionary<string, string> { ["PYTHONIOENCODING"] = "utf-8" });
        Assert.True(code == 0, output);

        using var saw = JsonDocument.Parse(output);
        var url = $"{server.Endpoint}000000000000/";
        var expected = new Dictionary<string, object?>
        {
            ["protocol"] = "query",
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
            ["presigned"] = 200,
            ["presigned_body"] = true,
        };
        var differences = expected.Where(pair => !JsonElement.DeepEquals(saw.RootElement.GetProperty(pair.Key), JsonSerializer.SerializeToElement(pair.Value)))
            .Select(pair => $"{pair.Key}: expected {JsonSerializer.Serialize(pair.Value)}, saw {saw.RootElement.GetProperty(pair.Key).GetRawText()}");
        Assert.Empty(differences);
        Assert.Equal(expected.Count + 1, saw.RootElement.EnumerateObject().Count());
    }

    [Fact]
    public async Task AwsCli_WorkingThroughOurServer_SendsReceivesAndDeletes()
    {
        var cli = await Programs.OnPathAsync("AWS CLI before 1.29.81 or 2.14 (the last that speak Query)", "aws", "--version", SpeaksQueryByVersion);
        await using var server = await LocalSqsServer.StartAsync();
        var environment = new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = server.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = server.SecretAccessKey,
            ["AWS_DEFAULT_REGION"] = server.Region,
            ["AWS_DEFAULT_OUTPUT"] = "json",
            ["AWS_PAGER"] = "",
            ["AWS_CONFIG_FILE"] = "none",
            ["AWS_SHARED_CREDENTIALS_FILE"] = "none",
            ["PYTHONIOENCODING"] = "utf-8",
        };

        async Task<JsonElement> RunAsync(params string[] arguments)
        {
            var (code, output) = await Child.RunAsync(cli, ["--endpoint-url", server.Endpoint.AbsoluteUri, "sqs", .. arguments], TimeSpan.FromSeconds(60), environment);
            Assert.True(code == 0, output);
            return output.Trim().Length == 0 ? default : JsonSerializer.Deserialize<JsonElement>(output);
        }

        var url = (await RunAsync("create-queue", "--queue-name", "q", "--attributes", "VisibilityTimeout=45", "--tags", "team=a+b")).GetProperty("QueueUrl").GetString()!;
        Assert.Equal($"{server.Endpoint}000000000000/q", url);
        var body = "{\"a\": \"<&> 'ü' 😀\"}";
        var sent = await RunAsync("send-message", "--queue-url", url, "--message-body", body, "--message-attributes", "n={DataType=Number,StringValue=7}");
        var received = (await RunAsync("receive-message", "--queue-url", url, "--attribute-names", "All", "--message-attribute-names", "All")).GetProperty("Messages")[0];
        Assert.Equal(body, received.GetProperty("Body").GetString());
        Assert.Equal(sent.GetProperty("MessageId").GetString(), received.GetProperty("MessageId").GetString());
        Assert.Equal(sent.GetProperty("MD5OfMessageAttributes").GetString(), received.GetProperty("MD5OfMessageAttributes").GetString());
        Assert.Equal("1", received.GetProperty("Attributes").GetProperty("ApproximateReceiveCount").GetString());
        _ = await RunAsync("delete-message", "--queue-url", url, "--receipt-handle", received.GetProperty("ReceiptHandle").GetString()!);
        var counts = (await RunAsync("get-queue-attributes", "--queue-url", url, "--attribute-names", "All")).GetProperty("Attributes");
        Assert.Equal("0", counts.GetProperty("ApproximateNumberOfMessagesNotVisible").GetString());
        Assert.Equal("45", counts.GetProperty("VisibilityTimeout").GetString());

        var (failed, complaint) = await Child.RunAsync(
            cli, ["--endpoint-url", server.Endpoint.AbsoluteUri, "sqs", "get-queue-url", "--queue-name", "nothing"], TimeSpan.FromSeconds(60), environment);
        Assert.NotEqual(0, failed);
        Assert.Contains("AWS.SimpleQueueService.NonExistentQueue", complaint, StringComparison.Ordinal);
    }

    private static Dictionary<string, object> Refusal(string code, int status) => new() { ["code"] = code, ["status"] = status };

    private static bool SpeaksQueryByVersion(string output)
    {
        var version = output.Split(' ')[0].Split('/') is ["aws-cli", var text] && Version.TryParse(text, out var parsed) ? parsed : new Version(99, 0);
        return version < new Version(1, 29, 81) || (version.Major == 2 && version < new Version(2, 13));
    }
}
