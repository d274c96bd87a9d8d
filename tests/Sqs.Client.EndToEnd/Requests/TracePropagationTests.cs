using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.EndToEnd.Requests;

public abstract class TracePropagationTests(SqsProtocol protocol)
{
    [Fact]
    public async Task Context_SentInBothWays_ArrivesInEach()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var url = await stage.CreateAsync("q");
        await using var client = new TracePropagatingSqsClient(stage.NewClient(), TracePropagation.AwsTraceHeader | TracePropagation.W3C);
        var queue = await SqsQueue.OpenAsync(client, url);
        using var activity = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();
        activity.TraceStateString = "congo=t61rcWkgMzE";
        _ = await queue.SendAsync("single");
        _ = await queue.SendManyAsync(["batched"]);

        var received = await stage.Client.ReceiveMessageAsync(new ReceiveMessageRequest
        {
            QueueUrl = url,
            MaxNumberOfMessages = 10,
            MessageAttributeNames = ["All"],
            MessageSystemAttributeNames = [MessageSystemAttributeName.All],
        });
        Assert.Equal(2, received.Messages.Count);
        Assert.All(received.Messages, message =>
        {
            Assert.Equal(SqsTraceContext.ToAwsTraceHeader(activity.Context), message.Attributes[MessageSystemAttributeName.AWSTraceHeader]);
            Assert.True(SqsTraceContext.TryExtract(message, out var context));
            Assert.Equal((activity.TraceId, activity.SpanId, activity.TraceStateString), (context.TraceId, context.SpanId, context.TraceState));
            Assert.Equal(ChecksumState.Verified, message.Checksum);
        });
    }

    public sealed class InQuery() : TracePropagationTests(SqsProtocol.Query);

    public sealed class InJson() : TracePropagationTests(SqsProtocol.Json);

    public sealed class Registered
    {
        [Theory]
        [InlineData("", true)]
        [InlineData("", false)]
        [InlineData("audit", true)]
        [InlineData("audit", false)]
        public async Task Client_WithBuffersAndTracing_IsTheSameInAnyOrder(string name, bool tracingFirst)
        {
            await using var server = await LocalSqs.StartAsync();
            _ = server.CreateQueue("q");
            Task<SendMessageResponse>[] sent;
            using var one = new Activity("one").SetIdFormat(ActivityIdFormat.W3C);
            using var two = new Activity("two").SetIdFormat(ActivityIdFormat.W3C);
            await using (var provider = Register(server, name, tracingFirst).BuildServiceProvider())
            {
                var client = name.Length == 0 ? provider.GetRequiredService<ISqsClient>() : provider.GetRequiredKeyedService<ISqsClient>(name);
                var buffered = name.Length == 0 ? provider.GetRequiredService<BufferedSqsClient>() : provider.GetRequiredKeyedService<BufferedSqsClient>(name);
                _ = Assert.IsType<TracePropagatingSqsClient>(client);
                sent = [Send(client, server, one), Send(client, server, two)];
                Assert.Equal(2, buffered.PendingCalls);
            }

            await Task.WhenAll(sent);
            Assert.Single(server.Requests, request => request.Action == "SendMessageBatch");
            Assert.Equal([HeaderOf(one), HeaderOf(two)], await StoredAsync(server));
        }

        [Fact]
        public async Task Client_WithTracingAlone_SendsAtOnceAndHasNoBuffers()
        {
            await using var server = await LocalSqs.StartAsync();
            _ = server.CreateQueue("q");
            var services = new ServiceCollection();
            _ = services.AddSqsClient(options => PointTo(options, server)).AddTracePropagation();
            await using var provider = services.BuildServiceProvider();
            using var activity = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C);
            _ = await Send(provider.GetRequiredService<ISqsClient>(), server, activity);
            Assert.Equal([HeaderOf(activity)], await StoredAsync(server));
            Assert.Null(provider.GetService<BufferedSqsClient>());
        }

        private static ServiceCollection Register(LocalSqs server, string name, bool tracingFirst)
        {
            var services = new ServiceCollection();
            var builder = services.AddSqsClient(name, options => PointTo(options, server));
            _ = tracingFirst ? builder.AddTracePropagation() : builder;
            _ = builder.AddBuffering(options => (options.SendWhenIdle, options.MaxBatchOpenTime) = (false, TimeSpan.FromSeconds(60)));
            _ = tracingFirst ? builder : builder.AddTracePropagation();
            return services;
        }

        private static (string Body, string Header) HeaderOf(Activity caller) => (caller.OperationName, SqsTraceContext.ToAwsTraceHeader(caller.Context));

        private static async Task<IEnumerable<(string Body, string Header)>> StoredAsync(LocalSqs server)
        {
            var options = new SqsClientOptions();
            PointTo(options, server);
            await using var client = new SqsClient(options);
            var received = await client.ReceiveMessageAsync(new ReceiveMessageRequest
            {
                QueueUrl = server.GetQueue("q").Url,
                MaxNumberOfMessages = 10,
                MessageSystemAttributeNames = [MessageSystemAttributeName.AWSTraceHeader],
            });
            return received.Messages.Select(message => (message.Body, message.Attributes[MessageSystemAttributeName.AWSTraceHeader])).OrderBy(pair => pair.Body, StringComparer.Ordinal);
        }

        private static Task<SendMessageResponse> Send(ISqsClient client, LocalSqs server, Activity caller)
        {
            // The activity is over before the buffer sends: only what was current at the call can arrive.
            _ = caller.Start();
            var sent = client.SendMessageAsync(new SendMessageRequest { QueueUrl = $"{server.Endpoint}{server.AccountId}/q", MessageBody = caller.OperationName });
            caller.Stop();
            return sent;
        }

        private static void PointTo(SqsClientOptions options, LocalSqs server)
        {
            options.Endpoint = server.Endpoint;
            options.Region = server.Region;
            options.Credentials = new StaticCredentialsSource(new AwsCredentials(server.AccessKeyId, server.SecretAccessKey));
        }
    }
}
