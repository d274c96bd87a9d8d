using Sqs.Client.Operations;

namespace Sqs.Client.Tests.Transport;

public sealed class QueueAddressesTests
{
    private readonly ScriptedHandler _handler = new((request, _) => ScriptedHandler.Success(request));

    [Theory]
    [InlineData("https://evil.example/123456789012/orders")]
    [InlineData("https://sqs.us-east-1.amazonaws.com.evil.example/123456789012/orders")]
    [InlineData("https://sqs.us-east-1.amazonaws.com@evil.example/123456789012/orders")]
    [InlineData("https://user:password@sqs.us-east-1.amazonaws.com/123456789012/orders")]
    [InlineData("https://sqs.eu-west-1.amazonaws.com/123456789012/orders")] // AWS, but another region
    [InlineData("https://sqs.us-east-1.amazonaws.com:8443/123456789012/orders")]
    [InlineData("https://sqs.us-east-1.amazonaws.com\\@evil.example/123456789012/orders")]
    [InlineData("https://evil.example\\.sqs.us-east-1.amazonaws.com/123456789012/orders")]
    [InlineData("https://user:password@vpce-1-a.sqs.us-east-1.vpce.amazonaws.com/123456789012/orders")]
    [InlineData("https://evil.example:443@vpce-1-a.sqs.us-east-1.vpce.amazonaws.com/123456789012/orders")]
    [InlineData("https://evil.example\\.sqs.us-east-1.vpce.amazonaws.com/123456789012/orders")]
    [InlineData("https://evil.example?.sqs.us-east-1.vpce.amazonaws.com/123456789012/orders")]
    [InlineData("https://vpce-1-a.sqs.us-east-1.vpce.amazonaws.com:8443/123456789012/orders")]
    [InlineData("https://sqs.us-east-1.amazonaws.com/%2e%2e/orders")]
    [InlineData("https://sqs.us-east-1.amazonaws.com/123456789012/%2E/orders")]
    [InlineData("https://sqs.us-east-1.amazonaws.com/../orders")]
    [InlineData("https://sqs.us-east-1.amazonaws.com/123456789012/./orders")]
    [InlineData("https://sqs.us-east-1.amazonaws.com/123456789012/orders/..")]
    [InlineData("https://sqs.us-east-1.amazonaws.com//orders")]
    [InlineData("https://sqs.us-east-1.amazonaws.com/a%2fb")]
    [InlineData("https://sqs.us-east-1.amazonaws.com/123456789012/orders?Action=DeleteQueue")]
    [InlineData("https://sqs.us-east-1.amazonaws.com/123456789012/orders#x")]
    [InlineData("https://sqs.us-east-1.amazonaws.com?x=/123456789012/orders")]
    [InlineData("https://sqs.us-east-1.amazonaws.com/123456789012/or ders")]
    [InlineData("https://sqs.us-east-1.amazonaws.com/123456789012/orders\r\nHost: evil.example")]
    [InlineData("https://sqs.us-east-1.\u0430mazonaws.com/123456789012/orders")] // a Cyrillic a
    [InlineData("https://xn--qs-1la.us-east-1.amazonaws.com/123456789012/orders")]
    [InlineData("http://169.254.169.254/latest/meta-data")]
    [InlineData("https://[::1]/123456789012/orders")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://sqs.us-east-1.amazonaws.com/123456789012/orders")]
    [InlineData("//sqs.us-east-1.amazonaws.com/123456789012/orders")]
    [InlineData("/123456789012/orders")]
    [InlineData("orders")]
    [InlineData("https://sqs.us-east-1.amazonaws.com")]
    [InlineData("https://sqs.us-east-1.amazonaws.com/")]
    [InlineData("https:///123456789012/orders")]
    [InlineData("")]
    public async Task Url_ThatHasNoBusinessHere_SendsNothing(string url)
    {
        var engine = new Engine(_handler);

        var refused = await Assert.ThrowsAsync<SqsValidationException>(() => engine.SendAsync(queueUrl: url));
        var again = await Assert.ThrowsAsync<SqsValidationException>(() => engine.SendAsync(queueUrl: url));

        Assert.Equal("QueueUrl", refused.Member);
        Assert.Equal(refused.Message, again.Message);
        Assert.DoesNotContain("user:password", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, _handler.Count);
    }

    [Theory]
    [InlineData("https://sqs.us-east-1.amazonaws.com/123456789012/orders", "/123456789012/orders")]
    [InlineData("https://SQS.US-EAST-1.amazonaws.com/123456789012/Orders", "/123456789012/Orders")]
    [InlineData("http://sqs.us-east-1.amazonaws.com/123456789012/orders", "/123456789012/orders")] // sent over https all the same
    [InlineData("https://queue.amazonaws.com/123456789012/orders", "/123456789012/orders")]
    [InlineData("https://us-east-1.queue.amazonaws.com/123456789012/orders-_.x", "/123456789012/orders-_.x")]
    [InlineData("https://sqs-fips.us-east-1.api.aws/123456789012/orders", "/123456789012/orders")]
    [InlineData("https://sqs.us-east-1.amazonaws.com/123456789012/orders/", "/123456789012/orders/")]
    public async Task Url_OfTheRegion_GoesToTheEndpointWithItsOwnPath(string url, string path)
    {
        var engine = new Engine(_handler);

        await engine.SendAsync(queueUrl: url);

        Assert.Equal("https://sqs.us-east-1.amazonaws.com" + path, _handler.Requests[0].Request.RequestUri!.AbsoluteUri);
    }

    [Theory]
    [InlineData("http://sqs.us-east-1.localhost.localstack.cloud:4566/000000000000/orders", "/000000000000/orders")]
    [InlineData("https://evil.example/queue/orders", "/queue/orders")]
    [InlineData("https://sqs.eu-west-1.amazonaws.com/123456789012/orders", "/123456789012/orders")]
    public async Task Url_OfAnyHost_GoesToTheEndpointOfTheUser(string url, string path)
    {
        var engine = new Engine(_handler, change: settings => settings with { Endpoint = new Uri("http://localhost:4566/"), IsCustomEndpoint = true });

        await engine.SendAsync(queueUrl: url);

        Assert.Equal("http://localhost:4566" + path, _handler.Requests[0].Request.RequestUri!.AbsoluteUri);
    }

    [Theory]
    [InlineData("http://host/../orders")]
    [InlineData("http://host/%2e%2e/orders")]
    [InlineData("http://user@host/123/orders")]
    [InlineData("file:///etc/passwd")]
    [InlineData("http://host")]
    public async Task Url_ThatIsNone_IsRefusedUnderAnEndpointOfTheUserToo(string url)
    {
        var engine = new Engine(_handler, change: settings => settings with { Endpoint = new Uri("http://localhost:4566/"), IsCustomEndpoint = true });

        await Assert.ThrowsAsync<SqsValidationException>(() => engine.SendAsync(queueUrl: url));

        Assert.Equal(0, _handler.Count);
    }

    [Fact]
    public async Task Url_ThatTheEndpointReturned_IsAcceptedFromThenOn()
    {
        const string Url = "https://queues.partner.example/123456789012/orders";
        var handler = new ScriptedHandler((request, _) => ScriptedHandler.ActionOf(request) == "GetQueueUrl"
            ? Answers.Result("GetQueueUrl", $"<QueueUrl>{Url}</QueueUrl>")
            : ScriptedHandler.Success(request));
        var engine = new Engine(handler);
        await Assert.ThrowsAsync<SqsValidationException>(() => engine.SendAsync(queueUrl: Url));

        var found = await engine.Pipeline.InvokeAsync(SqsOperations.GetQueueUrl, new GetQueueUrlRequest { QueueName = "orders" }, default);
        await engine.SendAsync(queueUrl: found.QueueUrl);

        Assert.Equal("https://sqs.us-east-1.amazonaws.com/123456789012/orders", handler.Requests[^1].Request.RequestUri!.AbsoluteUri);
        await Assert.ThrowsAsync<SqsValidationException>(() => engine.SendAsync(queueUrl: "https://queues.other.example/123456789012/orders"));
    }
}
