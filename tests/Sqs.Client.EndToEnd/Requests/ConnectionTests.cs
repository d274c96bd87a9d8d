using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.EndToEnd.Requests;

public sealed class ConnectionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Operations_OfAConnection_LookEachQueueUpOnce()
    {
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions());
        _ = server.CreateQueue("orders");
        await using var connection = new SqsConnection(new SqsConnectionSettings
        {
            Endpoint = server.Endpoint,
            Region = server.Region,
            AccessKeyId = server.AccessKeyId,
            SecretAccessKey = server.SecretAccessKey,
        });

        _ = await (await connection.OpenQueueAsync("orders", cancellationToken: Token)).SendAsync("x", Token);
        var received = Assert.Single((await (await connection.OpenQueueAsync("orders", cancellationToken: Token)).ReceiveAsync(cancellationToken: Token)).Messages);
        var byUrl = await connection.OpenQueueAsync(server.GetQueue("orders").Url, cancellationToken: Token);
        _ = await byUrl.DeleteAsync(received.ReceiptHandle, Token);

        Assert.Equal(0, server.GetQueue("orders").Counts.Total);
        _ = Assert.Single(server.Requests, request => request.Action == "GetQueueUrl");
    }

    [Theory]
    [InlineData("id", null, "SecretAccessKey")]
    [InlineData(null, "secret", "AccessKeyId")]
    [InlineData("", "secret", "AccessKeyId")]
    public void HalfAnAccessKey_IsRefused(string? id, string? secret, string member)
    {
        var settings = new SqsConnectionSettings { Region = "us-east-1", AccessKeyId = id, SecretAccessKey = secret };

        var refused = Assert.Throws<SqsValidationException>(() => new SqsConnection(settings));

        Assert.Equal(member, refused.Member);
        Assert.DoesNotContain("secret\"", refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AQueueThatIsNotThere_IsAskedForAgain()
    {
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions());
        await using var connection = new SqsConnection(new SqsConnectionSettings
        {
            Endpoint = server.Endpoint,
            Region = server.Region,
            Credentials = new StaticCredentialsSource(new AwsCredentials(server.AccessKeyId, server.SecretAccessKey)),
        });
        _ = await Assert.ThrowsAsync<QueueDoesNotExistException>(async () => await connection.OpenQueueAsync("late", cancellationToken: Token));

        _ = server.CreateQueue("late");

        Assert.Equal("late", (await connection.OpenQueueAsync("late", cancellationToken: Token)).Name);
    }
}
