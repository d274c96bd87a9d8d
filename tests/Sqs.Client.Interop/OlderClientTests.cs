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
        await Boto3Steps.RunAsync(python, "query", new Dictionary<string, object?> { ["presigned"] = 200, ["presigned_body"] = true });
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

    private static bool SpeaksQueryByVersion(string output)
    {
        var version = output.Split(' ')[0].Split('/') is ["aws-cli", var text] && Version.TryParse(text, out var parsed) ? parsed : new Version(99, 0);
        return version < new Version(1, 29, 81) || (version.Major == 2 && version < new Version(2, 13));
    }
}
