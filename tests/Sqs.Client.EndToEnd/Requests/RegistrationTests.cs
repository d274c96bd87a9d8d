using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.EndToEnd.Requests;

public sealed class RegistrationTests
{
    [Fact]
    public async Task Clients_DefaultAndKeyed_TalkToTheirOwnRegions()
    {
        await using var frankfurt = await LocalSqs.StartAsync(new LocalSqsOptions { Region = "eu-central-1" });
        await using var oregon = await LocalSqs.StartAsync(new LocalSqsOptions { Region = "us-west-2" });
        var services = new ServiceCollection();
        _ = services.AddSqsClient(options => PointTo(options, frankfurt));
        _ = services.AddSqsClient("audit", options => PointTo(options, oregon));
        await using var provider = services.BuildServiceProvider();
        var main = provider.GetRequiredService<ISqsClient>();
        var audit = provider.GetRequiredKeyedService<ISqsClient>("audit");

        var here = await main.CreateQueueAsync(new CreateQueueRequest { QueueName = "here" });
        var there = await audit.CreateQueueAsync(new CreateQueueRequest { QueueName = "there" });

        Assert.Equal([here.QueueUrl], (await main.ListQueuesAsync(new ListQueuesRequest())).QueueUrls);
        Assert.Equal([there.QueueUrl], (await audit.ListQueuesAsync(new ListQueuesRequest())).QueueUrls);
        var arn = await audit.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = there.QueueUrl, AttributeNames = [QueueAttributeName.QueueArn] });
        Assert.Equal("arn:aws:sqs:us-west-2:000000000000:there", arn.Attributes[QueueAttributeName.QueueArn]);
        Assert.Same(main, provider.GetRequiredService<ISqsClient>());
        Assert.Same(audit, provider.GetRequiredKeyedService<ISqsClient>("audit"));
        Assert.NotSame(main, audit);
        var lost = await Assert.ThrowsAsync<QueueDoesNotExistException>(() => main.PurgeQueueAsync(new PurgeQueueRequest { QueueUrl = there.QueueUrl }));
        Assert.Equal(1, lost.Attempts);
    }

    [Fact]
    public async Task Client_WithAHandlerOfTheUser_SendsThroughIt()
    {
        await using var server = await LocalSqs.StartAsync();
        var counter = new Counts();
        var services = new ServiceCollection();
        _ = services.AddSqsClient(options => PointTo(options, server)).Http.AddHttpMessageHandler(() => counter);
        await using var provider = services.BuildServiceProvider();
        _ = await provider.GetRequiredService<ISqsClient>().ListQueuesAsync(new ListQueuesRequest());
        Assert.Equal(1, counter.Requests);
        Assert.Equal(1, server.RequestCount);
    }

    [Fact]
    public async Task Client_WithASettingOutOfItsRange_IsRefusedByName()
    {
        await using var server = await LocalSqs.StartAsync();
        var services = new ServiceCollection();
        _ = services.AddSqsClient("audit", options =>
        {
            PointTo(options, server);
            options.MaxAttempts = 0;
        });
        await using var provider = services.BuildServiceProvider();
        var refused = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredKeyedService<ISqsClient>("audit"));
        Assert.Contains("audit", refused.Message, StringComparison.Ordinal);
        Assert.Contains("MaxAttempts", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, server.RequestCount);
    }

    private static void PointTo(SqsClientOptions options, LocalSqs server)
    {
        options.Endpoint = server.Endpoint;
        options.Region = server.Region;
        options.Credentials = new StaticCredentialsSource(new AwsCredentials(server.AccessKeyId, server.SecretAccessKey));
    }

    private sealed class Counts : DelegatingHandler
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests++;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
