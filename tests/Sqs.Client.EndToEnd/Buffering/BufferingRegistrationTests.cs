using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sqs.Client.LocalServer;

namespace Sqs.Client.EndToEnd.Buffering;

public sealed class BufferingRegistrationTests
{
    [Fact]
    public async Task Client_WithBuffering_IsTheOneThatIsInjected()
    {
        var services = new ServiceCollection().AddLocalSqs();
        _ = services.AddSqsClient(options => options.Region = "us-east-1").AddBuffering();
        _ = services.AddSqsClient("audit", options => options.Region = "us-east-1").AddBuffering(options => options.Apply(QueueBufferPreset.LowCost));
        _ = services.AddSqsClient("plain", options => options.Region = "us-east-1");
        await using var provider = services.BuildServiceProvider();

        Assert.Same(provider.GetRequiredService<BufferedSqsClient>(), provider.GetRequiredService<ISqsClient>());
        Assert.Same(provider.GetRequiredKeyedService<BufferedSqsClient>("audit"), provider.GetRequiredKeyedService<ISqsClient>("audit"));
        Assert.NotSame(provider.GetRequiredService<ISqsClient>(), provider.GetRequiredKeyedService<ISqsClient>("audit"));
        _ = Assert.IsType<SqsClient>(provider.GetRequiredKeyedService<ISqsClient>("plain"));
    }

    [Fact]
    public async Task Container_AtItsEnd_SendsWhatIsPending()
    {
        await using var server = await LocalSqs.StartAsync();
        var services = new ServiceCollection();
        _ = services.AddSqsClient(options =>
        {
            options.Region = server.Region;
            options.Endpoint = server.Endpoint;
            options.Credentials = new Signing.StaticCredentialsSource(new Signing.AwsCredentials(server.AccessKeyId, server.SecretAccessKey));
        }).AddBuffering(options =>
        {
            options.SendWhenIdle = false;
            options.MaxBatchOpenTime = TimeSpan.FromSeconds(60);
        });
        Task<SendMessageResponse> sent;
        await using (var provider = services.BuildServiceProvider())
        {
            var client = provider.GetRequiredService<ISqsClient>();
            var url = (await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "q" })).QueueUrl;
            sent = client.SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = "last words" });
            Assert.False(sent.IsCompleted);
        }

        Assert.Equal(server.GetQueue("q").GetMessages().Single().MessageId, (await sent).MessageId);
    }

    [Fact]
    public async Task Options_ComeFromConfiguration_AndAreCheckedByName()
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection([new("MaxBatchSize", "11"), new("FifoMode", "NoGap"), new("MaxBatchOpenTime", "00:00:00.100")]).Build();
        var services = new ServiceCollection();
        _ = services.AddSqsClient("audit", options => options.Region = "us-east-1").AddBuffering(section);
        await using var provider = services.BuildServiceProvider();
        var refused = Assert.Throws<OptionsValidationException>(() => provider.GetRequiredKeyedService<ISqsClient>("audit"));
        Assert.Contains("QueueBufferOptions of \"audit\": MaxBatchSize: must be from 1 to 10", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_WithANameThatNoneHas_AreRefused()
    {
        var section = new ConfigurationBuilder().AddInMemoryCollection([new("MaxBatchSise", "5")]).Build();
        var services = new ServiceCollection();
        _ = services.AddSqsClient(options => options.Region = "us-east-1").AddBuffering(section);
        await using var provider = services.BuildServiceProvider();
        var refused = Assert.Throws<InvalidOperationException>(provider.GetRequiredService<ISqsClient>);
        Assert.Contains("MaxBatchSise", refused.ToString(), StringComparison.Ordinal);
    }
}
