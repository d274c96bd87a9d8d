using Microsoft.Extensions.DependencyInjection;
using Sqs.Client.Signing;
using Sqs.Client.Tests.Transport;

namespace Sqs.Client.Tests.Regions;

public sealed class SqsClientFactoryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clients_OfAFactory_ShareConnectionsAndCredentialsAndGoToTheirOwnRegions()
    {
        var asked = 0;
        var hosts = new List<string>();
        var handler = new ScriptedHandler((request, _) =>
        {
            hosts.Add(request.RequestUri!.Host);
            throw new HttpRequestException("no more than a look");
        });
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var source = new DelegateCredentialsSource(_ =>
        {
            asked++;
            return new ValueTask<AwsCredentials>(Engine.Credentials);
        });
        await using var factory = new SqsClientFactory(new SqsClientOptions { Region = "eu-central-1", Credentials = source, MaxAttempts = 1, UseFipsEndpoint = true }, http);

        foreach (var region in (string[])["us-east-1", "cn-north-1", "eu-central-1"])
        {
            Assert.Same(factory.ForRegion(region), factory.ForRegion(region));
            _ = await Assert.ThrowsAsync<SqsConnectionException>(() => factory.ForRegion(region).ListQueuesAsync(new ListQueuesRequest(), Token));
        }

        Assert.Equal(["sqs-fips.us-east-1.amazonaws.com", "sqs-fips.cn-north-1.amazonaws.com.cn", "sqs-fips.eu-central-1.amazonaws.com"], hosts);
        Assert.Equal((3, "eu-central-1"), (asked, factory.Region));
    }

    [Fact]
    public async Task AFactory_RefusesWhatIsNoRegionAndEndsWithItsClients()
    {
        var factory = new SqsClientFactory(new SqsClientOptions { Region = "us-east-1", Credentials = new StaticCredentialsSource(Engine.Credentials) });

        Assert.Equal("region", Assert.Throws<SqsValidationException>(() => factory.ForRegion("evil.example/")).Member);
        Assert.Equal("MaxConnections", Assert.Throws<SqsValidationException>(() => new SqsClientFactory(new SqsClientOptions { Region = "us-east-1", MaxConnections = 0 })).Member);
        Assert.Equal("AttemptTimeout", Assert.Throws<SqsValidationException>(() => new SqsClientFactory(new SqsClientOptions { Region = "us-east-1", AttemptTimeout = default })).Member);
        await factory.DisposeAsync();
        _ = Assert.Throws<ObjectDisposedException>(() => factory.ForRegion("us-east-1"));
    }

    [Fact]
    public async Task Registered_ClientsHaveAFactoryUnderTheSameKey()
    {
        var services = new ServiceCollection();
        _ = services.AddSqsClient(options => (options.Region, options.Credentials) = ("eu-west-1", new StaticCredentialsSource(Engine.Credentials))).AddTracePropagation();
        _ = services.AddSqsClient("audit", options => (options.Region, options.Credentials) = ("us-west-2", new StaticCredentialsSource(Engine.Credentials)));
        await using var provider = services.BuildServiceProvider();

        var main = provider.GetRequiredService<ISqsClientFactory>();
        var audit = provider.GetRequiredKeyedService<ISqsClientFactory>("audit");

        Assert.Equal(("eu-west-1", "us-west-2"), (main.Region, audit.Region));
        _ = Assert.IsType<TracePropagatingSqsClient>(main.ForRegion("us-east-1"));
        _ = Assert.IsType<SqsClient>(audit.ForRegion("us-east-1"));
    }
}
