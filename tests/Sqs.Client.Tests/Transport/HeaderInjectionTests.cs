using Sqs.Client.Signing;

namespace Sqs.Client.Tests.Transport;

/// <summary>What the platform would write as a second header is refused wherever a caller can give a text that becomes part of a header.</summary>
public sealed class HeaderInjectionTests
{
    private const string Marker = "PLANTED";

    private static readonly string[] Injected = ["\r\nX-Evil: 1", "\nX-Evil: 1", "\rX-Evil: 1", "\0", "\u007F", "\u0085X-Evil: 1", "\u2028", "\u010AX-Evil: 1", "é", "\u0661"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Cases =>
    [
        .. from place in new[] { "access key", "secret", "session token", "environment", "application id", "region", "header value", "header name", "queue URL" }
           from text in Injected
           select new TheoryDataRow<string, string>(place, text),
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Text_ThatCouldBecomeAnotherHeader_IsRefusedBeforeAnythingIsSent(string place, string text)
    {
        await using var server = new RawServer(RawServer.Ok("<SendMessageResponse/>"));

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => SendAsync(server, place, text + Marker));

        if (place != "header name") // a name is no secret, and says which one it is
        {
            Assert.DoesNotContain(Marker, refused.ToString(), StringComparison.Ordinal);
        }

        Assert.True(refused is SqsException or ArgumentException or CredentialsUnavailableException, refused.ToString());
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public async Task Text_WithoutAnythingOdd_IsSent()
    {
        // The other tests would pass if the server were never asked.
        await using var server = new RawServer(RawServer.Ok(
            "<SendMessageResponse><SendMessageResult><MessageId>m</MessageId><MD5OfMessageBody>9dd4e461268c8034f5c8564e155c67a6</MD5OfMessageBody></SendMessageResult></SendMessageResponse>"));
        foreach (var place in new[] { "access key", "secret", "session token", "environment", "application id", "region", "header value", "header name", "queue URL" })
        {
            await SendAsync(server, place, "");
        }

        Assert.Equal(9, server.Requests.Count);
    }

    private static async Task SendAsync(RawServer server, string place, string text)
    {
        string At(string here, string value) => place == here ? value + text : value;
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["AWS_ACCESS_KEY_ID"] = "AKID", ["AWS_SECRET_ACCESS_KEY"] = "secret", ["AWS_SESSION_TOKEN"] = At("environment", "token") };
        await using var client = new SqsClient(new SqsClientOptions
        {
            Region = At("region", "us-east-1"),
            Endpoint = server.Address,
            ApplicationId = At("application id", "app"),
            Credentials = place == "environment"
                ? new EnvironmentCredentialsSource(variables.GetValueOrDefault)
                : new StaticCredentialsSource(new AwsCredentials(At("access key", "AKID"), At("secret", "secret"), At("session token", "token"))),
        });
        _ = await client.SendMessageAsync(
            new SendMessageRequest
            {
                QueueUrl = At("queue URL", $"{server.Address}1/orders"),
                MessageBody = "x",
                CallOptions = new SqsCallOptions { Headers = new Dictionary<string, string> { [At("header name", "X-Own")] = At("header value", "value") } },
            },
            Token);
    }
}
