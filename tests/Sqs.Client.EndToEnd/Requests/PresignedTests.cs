using System.Net;
using System.Xml.Linq;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.EndToEnd.Requests;

public sealed class PresignedTests
{
    private static readonly XNamespace Sqs = "http://queue.amazonaws.com/doc/2012-11-05/";

    [Fact]
    public async Task PresignedUrl_OfSendAndReceive_IsUsedWithoutCredentials()
    {
        await using var stage = await Stage.StartAsync(SqsProtocol.Query);
        var queue = await stage.OpenAsync("q");
        using var device = new HttpClient();
        const string Body = "21.5 °C & <more> + %41 \r\n 🎉";
        var send = await stage.Client.PresignAsync(
            new SendMessageRequest { QueueUrl = queue.Url, MessageBody = Body, MessageAttributes = Samples.TenAttributes() }, TimeSpan.FromMinutes(5));
        var receive = await stage.Client.PresignAsync(
            new ReceiveMessageRequest { QueueUrl = queue.Url, MaxNumberOfMessages = 10, MessageAttributeNames = ["All"] }, TimeSpan.FromDays(7));

        var sent = await GetAsync(device, send);
        var received = await GetAsync(device, receive);

        Assert.Equal(HttpStatusCode.OK, sent.Status);
        Assert.Equal("SendMessageResponse", sent.Xml.Name.LocalName);
        Assert.Equal(HttpStatusCode.OK, received.Status);
        var message = Assert.Single(received.Xml.Descendants(Sqs + "Message"));
        Assert.Equal(Body, message.Element(Sqs + "Body")!.Value);
        Assert.Equal(sent.Xml.Descendants(Sqs + "MessageId").Single().Value, message.Element(Sqs + "MessageId")!.Value);
        Assert.Equal(sent.Xml.Descendants(Sqs + "MD5OfMessageAttributes").Single().Value, message.Element(Sqs + "MD5OfMessageAttributes")!.Value);
        Assert.Equal(10, message.Elements(Sqs + "MessageAttribute").Count());
    }

    [Fact]
    public async Task PresignedUrl_AfterItsExpiry_IsRefused()
    {
        await using var stage = await Stage.StartAsync(SqsProtocol.Query);
        var queue = await stage.OpenAsync("q");
        using var device = new HttpClient();
        var url = await stage.Client.PresignAsync(new SendMessageRequest { QueueUrl = queue.Url, MessageBody = "x" }, TimeSpan.FromSeconds(60));

        stage.Clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(device, url)).Status);
        stage.Clock.Advance(TimeSpan.FromSeconds(1));
        var late = await GetAsync(device, url);
        Assert.Equal(HttpStatusCode.BadRequest, late.Status);
        Assert.Equal("RequestExpired", late.Code);
        Assert.Equal("1", (await stage.CountAsync(queue.Url)).Visible);
    }

    [Theory]
    [InlineData("MessageBody=x", "MessageBody=y")]
    [InlineData("X-Amz-Expires=60", "X-Amz-Expires=600")]
    [InlineData("/q?", "/other?")]
    [InlineData("Action=SendMessage", "Action=PurgeQueue")]
    [InlineData("Version=2012-11-05", "Version=2012-11-05&DelaySeconds=900")]
    public async Task PresignedUrl_WhenTamperedWith_IsRefused(string original, string forged)
    {
        await using var stage = await Stage.StartAsync(SqsProtocol.Query);
        var queue = await stage.OpenAsync("q");
        _ = await stage.CreateAsync("other");
        using var device = new HttpClient();
        var url = (await stage.Client.PresignAsync(new SendMessageRequest { QueueUrl = queue.Url, MessageBody = "x" }, TimeSpan.FromSeconds(60))).AbsoluteUri;
        Assert.Contains(original, url, StringComparison.Ordinal);

        var answer = await GetAsync(device, new Uri(url.Replace(original, forged, StringComparison.Ordinal)));
        Assert.Equal(HttpStatusCode.Forbidden, answer.Status);
        Assert.Equal("SignatureDoesNotMatch", answer.Code);
        Assert.Equal("0", (await stage.CountAsync(queue.Url)).Visible);
    }

    [Fact]
    public async Task PresignedUrl_OfTemporaryCredentials_CarriesTheToken()
    {
        var key = new LocalAccessKey("ASIAEXAMPLE", "secret", "token+with/odd=characters&more");
        await using var stage = await Stage.StartAsync(SqsProtocol.Query, options => options.AccessKeys.Add(key));
        using var device = new HttpClient();
        var request = new ListQueuesRequest
        {
            CallOptions = new SqsCallOptions { Credentials = new AwsCredentials(key.AccessKeyId, key.SecretAccessKey, key.SessionToken) },
        };
        var url = await stage.Client.PresignAsync(request, TimeSpan.FromSeconds(60));
        Assert.Contains("X-Amz-Security-Token=", url.Query, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(device, url)).Status);

        var withoutToken = await stage.NewClient(new AwsCredentials(key.AccessKeyId, key.SecretAccessKey)).PresignAsync(new ListQueuesRequest(), TimeSpan.FromSeconds(60));
        var refused = await GetAsync(device, withoutToken);
        Assert.Equal("InvalidClientTokenId", refused.Code);
    }

    [Fact]
    public async Task PresignedUrl_OfAClockThatWasCorrected_IsGood()
    {
        await using var stage = await Stage.StartAsync(SqsProtocol.Query);
        var own = new VirtualClock(stage.Clock.GetUtcNow().AddMinutes(-20));
        var client = stage.NewClient(options => options.TimeProvider = own);
        _ = await client.ListQueuesAsync(new ListQueuesRequest());
        using var device = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(device, await client.PresignAsync(new ListQueuesRequest(), TimeSpan.FromSeconds(30)))).Status);
    }

    [Fact]
    public async Task PresignedUrl_OfAClientThatSpeaksJson_IsRefused()
    {
        await using var stage = await Stage.StartAsync(SqsProtocol.Json);
        var refused = await Assert.ThrowsAsync<SqsValidationException>(() => stage.Client.PresignAsync(new ListQueuesRequest(), TimeSpan.FromSeconds(60)).AsTask());
        Assert.Equal("Protocol", refused.Member);
        Assert.Equal(0, stage.Server.RequestCount);
    }

    [Fact]
    public async Task Calls_AsGet_DoTheSameAsByPost()
    {
        await using var stage = await Stage.StartAsync(SqsProtocol.Query);
        var asGet = new SqsCallOptions { UseGet = true };
        var spy = new SeesMethods();
        var client = stage.NewClient(over: spy);
        const string Body = "a b+c&d=e%/?#[]@!$'()*,;:~ ü 🎉\r\n";
        var attributes = Samples.TenAttributes();

        var url = (await client.CreateQueueAsync(new CreateQueueRequest
        {
            QueueName = "q",
            Attributes = new Dictionary<QueueAttributeName, string> { [QueueAttributeName.VisibilityTimeout] = "77" },
            Tags = new Dictionary<string, string> { ["a b"] = "c&d" },
            CallOptions = asGet,
        })).QueueUrl;
        Assert.Equal(url, (await client.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = "q", CallOptions = asGet })).QueueUrl);
        Assert.Equal([url], (await client.ListQueuesAsync(new ListQueuesRequest { MaxResults = 10, CallOptions = asGet })).QueueUrls);
        Assert.Equal("c&d", (await client.ListQueueTagsAsync(new ListQueueTagsRequest { QueueUrl = url, CallOptions = asGet })).Tags["a b"]);
        var read = await client.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = url, AttributeNames = ["VisibilityTimeout"], CallOptions = asGet });
        Assert.Equal("77", read.Attributes["VisibilityTimeout"]);
        var sent = await client.SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = Body, MessageAttributes = attributes, CallOptions = asGet });
        Assert.Equal(ChecksumState.Verified, sent.Checksum);
        using var received = await client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = url, MessageAttributeNames = ["All"], CallOptions = asGet });
        var message = Assert.Single(received.Messages);
        Assert.Equal(Body, message.Body);
        Assert.Equal(attributes.OrderBy(pair => pair.Key), message.MessageAttributes.OrderBy(pair => pair.Key));
        var handle = message.ReceiptHandle;
        _ = await client.ChangeMessageVisibilityAsync(new ChangeMessageVisibilityRequest { QueueUrl = url, ReceiptHandle = handle, VisibilityTimeout = 5, CallOptions = asGet });
        _ = await client.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = url, ReceiptHandle = handle, CallOptions = asGet });
        Assert.Equal(("0", "0", "0"), await stage.CountAsync(url));

        Assert.Equal(9, spy.Methods.Count);
        Assert.All(spy.Methods, method => Assert.Equal(HttpMethod.Get, method));
    }

    private static async Task<Answer> GetAsync(HttpClient device, Uri url)
    {
        using var response = await device.GetAsync(url);
        return new Answer(response.StatusCode, XElement.Parse(await response.Content.ReadAsStringAsync(), LoadOptions.PreserveWhitespace));
    }

    private sealed record Answer(HttpStatusCode Status, XElement Xml)
    {
        public string? Code => Xml.Descendants(Sqs + "Code").SingleOrDefault()?.Value;
    }

    private sealed class SeesMethods : DelegatingHandler
    {
        public List<HttpMethod> Methods { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Methods.Add(request.Method);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
