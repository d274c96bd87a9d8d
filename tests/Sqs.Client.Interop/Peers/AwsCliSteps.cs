using System.Text.Json;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Interop.Peers;

/// <summary>Works through our server with an AWS CLI, signatures checked, whatever the protocol that it speaks.</summary>
internal static class AwsCliSteps
{
    /// <summary>The version in the first line of <c>aws --version</c>; a text of another form counts as newer than all.</summary>
    public static Version VersionOf(string output) =>
        output.Split(' ')[0].Split('/') is ["aws-cli", var text] && Version.TryParse(text, out var parsed) ? parsed : new Version(99, 0);

    public static async Task RunAsync(string cli)
    {
        await using var server = await LocalSqs.StartAsync();
        var environment = new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = server.AccessKeyId,
            ["AWS_SECRET_ACCESS_KEY"] = server.SecretAccessKey,
            ["AWS_DEFAULT_REGION"] = server.Region,
            ["AWS_DEFAULT_OUTPUT"] = "json",
            ["AWS_PAGER"] = "",
        };

        Task<(int Code, string Output)> TryAsync(params string[] arguments) =>
            Child.RunAsync(cli, ["--endpoint-url", server.Endpoint.AbsoluteUri, "sqs", .. arguments], TimeSpan.FromSeconds(60), environment);

        async Task<JsonElement> RunAsync(params string[] arguments)
        {
            var (code, output) = await TryAsync(arguments);
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

        var (failed, complaint) = await TryAsync("get-queue-url", "--queue-name", "nothing");
        Assert.NotEqual(0, failed);
        Assert.Contains("AWS.SimpleQueueService.NonExistentQueue", complaint, StringComparison.Ordinal);
    }
}
