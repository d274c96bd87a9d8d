using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.Aws.Tests;

public sealed class RegistrationTests : IDisposable
{
    private readonly Machine _machine = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task Client_WithCredentialsOfAContainer_SendsAndReceivesSigned()
    {
        await using var aws = await LoopbackAws.StartAsync();
        var options = new LocalSqsOptions { Region = "eu-west-2" };
        options.AccessKeys.Add(new LocalAccessKey("key-1", "secret-1", "token-1"));
        await using var server = await LocalSqs.StartAsync(options, Token);
        _machine["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = aws.Url + "/container";
        _ = _machine.Write(".aws/config", "[default]\nregion = eu-west-2\n");

        var services = new ServiceCollection();
        _ = services.AddSqsClient(client => client.Endpoint = server.Endpoint).UseAwsCredentials(Here);
        await using var provider = services.BuildServiceProvider();
        var client = provider.GetRequiredService<ISqsClient>();
        var created = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "orders" }, Token);
        _ = await client.SendMessageAsync(new SendMessageRequest { QueueUrl = created.QueueUrl, MessageBody = "hello" }, Token);
        var received = await client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = created.QueueUrl, WaitTimeSeconds = 5 }, Token);

        Assert.Equal("hello", Assert.Single(received.Messages).Body);
        Assert.Equal("eu-west-2", Assert.IsType<SqsClient>(client).Region);
        Assert.Equal(1, aws.Issued);
        Assert.Equal(0, server.ErrorCount);
    }

    [Fact]
    public async Task Clients_OfDifferentNames_HaveTheirOwnProfiles()
    {
        _ = _machine.Write(
            ".aws/credentials",
            "[default]\naws_access_key_id = DEFAULT\naws_secret_access_key = s\n[a]\naws_access_key_id = A\naws_secret_access_key = s\nregion = eu-west-1\n[b]\naws_access_key_id = B\naws_secret_access_key = s\nregion = eu-west-3\n");
        var services = new ServiceCollection();
        _ = services.AddSqsClient(client => client.Region = "us-east-1").UseAwsCredentials(Here);
        _ = services.AddSqsClient("a").UseAwsCredentials(Here).UseAwsCredentials(options => options.Profile = "a");
        _ = services.AddSqsClient("b").UseAwsCredentials(options => { Here(options); options.Profile = "b"; });
        await using var provider = services.BuildServiceProvider();

        Assert.Equal(("DEFAULT", "us-east-1"), await FoundAsync(provider, ""));
        Assert.Equal(("A", "eu-west-1"), await FoundAsync(provider, "a"));
        Assert.Equal(("B", "eu-west-3"), await FoundAsync(provider, "b"));
    }

    [Fact]
    public void Options_ThatWereGiven_Stay()
    {
        _ = _machine.Write(".aws/config", "nonsense that nobody has to read");
        var own = new StaticCredentialsSource(new AwsCredentials("OWN", "s"));
        var services = new ServiceCollection();
        _ = services.AddSqsClient().UseAwsCredentials(Here);
        _ = services.Configure<SqsClientOptions>(client => (client.Credentials, client.Region) = (own, "us-west-1"));
        using var provider = services.BuildServiceProvider();
        var options = provider.GetRequiredService<IOptionsMonitor<SqsClientOptions>>().Get("");
        Assert.Same(own, options.Credentials);
        Assert.Equal("us-west-1", options.Region);
    }

    [Fact]
    public async Task Credentials_OfTheSdk_AreUsedAsGiven()
    {
        _machine["AWS_REGION"] = "us-east-2";
        var services = new ServiceCollection();
        _ = services.AddSqsClient().UseAwsCredentials(options =>
        {
            Here(options);
            options.Credentials = new Amazon.Runtime.SessionAWSCredentials("GIVEN", "s", "t");
        });
        await using var provider = services.BuildServiceProvider();
        Assert.Equal(("GIVEN", "us-east-2"), await FoundAsync(provider, ""));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Provider_Disposed_DisposesTheSource(bool waits)
    {
        var services = new ServiceCollection();
        _ = services.AddSqsClient(client => client.Region = "us-east-1").UseAwsCredentials(Here);
        var provider = services.BuildServiceProvider();
        var source = provider.GetRequiredKeyedService<AwsSdkCredentialsSource>("");
        if (waits)
        {
            await provider.DisposeAsync();
        }
        else
        {
#pragma warning disable CA1849 // the other way of disposing is what is tested
            provider.Dispose();
#pragma warning restore CA1849
        }

        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => source.GetCredentialsAsync(Token).AsTask());
    }

    private static async Task<(string Key, string? Region)> FoundAsync(IServiceProvider provider, string name)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<SqsClientOptions>>().Get(name);
        return ((await options.Credentials!.GetCredentialsAsync(Token)).AccessKeyId, options.Region);
    }

    private void Here(AwsCredentialsOptions options) => options.Variables = _machine.Options.Variables;
}
