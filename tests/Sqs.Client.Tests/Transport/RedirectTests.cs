using System.Globalization;

namespace Sqs.Client.Tests.Transport;

public sealed class RedirectTests
{
    private const string SessionToken = "SESSION-TOKEN-MARKER";

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Redirect_ToAnotherServer_IsNotFollowed(int status)
    {
        await using var second = new RawServer(RawServer.Ok("<SendMessageResponse/>"));
        await using var first = new RawServer(string.Create(
            CultureInfo.InvariantCulture, $"HTTP/1.1 {status} Moved\r\nLocation: {second.Address}?token={SessionToken}\r\nContent-Length: 0\r\n\r\n"));
        await using var client = new SqsClient(new SqsClientOptions
        {
            Region = "us-east-1",
            Endpoint = first.Address,
            Credentials = new Signing.StaticCredentialsSource(new Signing.AwsCredentials("AKIDEXAMPLE", "SECRET-MARKER", SessionToken)),
        });

        var error = await Assert.ThrowsAsync<SqsResponseException>(() => client.SendMessageAsync(
            new SendMessageRequest { QueueUrl = "http://localhost/1/orders", MessageBody = "x" }, TestContext.Current.CancellationToken));

        Assert.Contains(SessionToken, Assert.Single(first.Requests), StringComparison.Ordinal); // it was sent where it belongs
        Assert.Empty(second.Requests);
        Assert.Equal(status, error.StatusCode);
        Assert.Contains(status.ToString(CultureInfo.InvariantCulture), error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(SessionToken, error.ToString(), StringComparison.Ordinal);
    }
}
