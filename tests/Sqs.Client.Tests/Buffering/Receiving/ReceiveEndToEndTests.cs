using System.Globalization;
using Sqs.Client.Buffering;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.Tests.Buffering.Receiving;

/// <summary>Buffered receives over the plain client and the embedded server, on one clock.</summary>
public sealed class ReceiveEndToEndTests
{
    [Fact]
    public async Task Receives_OfManyCallers_TakeEachMessageOnceInATenthOfTheCalls()
    {
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions { TimeProvider = new VirtualClock() });

        // Given here, so that the second call need not wait for the queue's attributes or ask for itself.
        await using var house = await HouseAsync(server, "orders", options => options.ReceiveVisibilityTimeout = TimeSpan.FromSeconds(30));
        await house.SendAsync(100);

        var seen = new List<string>();
        for (var index = 0; index < 100; index++)
        {
            var response = await house.Received.ReceiveAsync(ReceivingStage.Request(1, 0, house.Url), TestContext.Current.CancellationToken);
            var message = Assert.Single(response.Messages);
            Assert.Equal(ChecksumState.Verified, message.Checksum);
            Assert.NotNull(response.Metadata.RequestId);
            seen.Add(message.Body);
        }

        Assert.Equal(100, seen.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(10, house.Polls);
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("orders.fifo")]
    public async Task Stop_MakesWhatNobodyTookVisibleAgain(string name)
    {
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions { TimeProvider = new VirtualClock() });
        await using var house = await HouseAsync(server, name, options => options.PrefetchFifo = true);
        await house.SendAsync(8);
        _ = Assert.Single((await house.Received.ReceiveAsync(ReceivingStage.Request(1, 0, house.Url), TestContext.Current.CancellationToken)).Messages);
        Assert.Equal((0, 8), await house.CountAsync());

        await house.Received.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal((7, 1), await house.CountAsync());
    }

    [Fact]
    public async Task MessagesThatWaitTooLong_GoBackToTheQueue()
    {
        var clock = new VirtualClock();
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions { TimeProvider = clock });
        await using var house = await HouseAsync(server, "orders", options => (options.TimeProvider, options.ReceiveVisibilityTimeout) = (clock, TimeSpan.FromSeconds(30)));
        await house.SendAsync(4);
        _ = Assert.Single((await house.Received.ReceiveAsync(ReceivingStage.Request(1, 0, house.Url), TestContext.Current.CancellationToken)).Messages);
        Assert.Equal(3, house.Received.BufferedMessages);
        clock.Advance(TimeSpan.FromSeconds(16));
        _ = await house.Received.ProgressAsync();
        Assert.Equal(0, house.Received.BufferedMessages);
        await house.Received.StopAsync(TestContext.Current.CancellationToken); // waits for the release
        Assert.Equal((3, 1), await house.CountAsync());
    }

    [Fact]
    public async Task FifoReceives_OfSeveralCallers_KeepEachGroupInOrder()
    {
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions { TimeProvider = new VirtualClock() });
        await using var house = await HouseAsync(server, "orders.fifo");
        await house.SendAsync(60);
        var seen = new List<string>();
        var gate = new Lock();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async number =>
        {
            while (await house.Received.ReceiveAsync(ReceivingStage.Request(1 + number, 0, house.Url), TestContext.Current.CancellationToken) is { Messages.Count: > 0 } response)
            {
                lock (gate)
                {
                    seen.AddRange(response.Messages.Select(message => message.Body));
                }

                await Task.WhenAll(response.Messages.Select(message => house.Client.DeleteMessageAsync(
                    new DeleteMessageRequest { QueueUrl = house.Url, ReceiptHandle = message.ReceiptHandle }, TestContext.Current.CancellationToken)));
            }
        }));

        Assert.Equal(60, seen.Count);
        Assert.All(seen.GroupBy(body => body[0]), group => Assert.Equal(group.Order(StringComparer.Ordinal), group));
    }

    private static async Task<House> HouseAsync(LocalSqs server, string name, Action<QueueBufferOptions>? configure = null)
    {
        var client = new SqsClient(new SqsClientOptions
        {
            Endpoint = server.Endpoint,
            Region = server.Region,
            Credentials = new StaticCredentialsSource(new AwsCredentials(server.AccessKeyId, server.SecretAccessKey)),
        });
        var attributes = new Dictionary<QueueAttributeName, string>();
        if (name.EndsWith(".fifo", StringComparison.Ordinal))
        {
            attributes[QueueAttributeName.FifoQueue] = "true";
            attributes[QueueAttributeName.ContentBasedDeduplication] = "true";
        }

        var url = (await client.CreateQueueAsync(new CreateQueueRequest { QueueName = name, Attributes = attributes }, TestContext.Current.CancellationToken)).QueueUrl;
        return new House(client, url, configure);
    }

    /// <summary>A queue with buffered receives before it.</summary>
    private sealed class House : DelegatingSqsClient
    {
        private int _polls;

        public House(SqsClient client, string url, Action<QueueBufferOptions>? configure)
            : base(client)
        {
            var options = new QueueBufferOptions();
            configure?.Invoke(options);
            var settings = QueueBufferSettings.Freeze(options);
            (Client, Url) = (client, url);
            Received = new ReceivedMessages(this, new QueueFacts(this, settings), settings);
        }

        public SqsClient Client { get; }

        public string Url { get; }

        public ReceivedMessages Received { get; }

        public int Polls => Volatile.Read(ref _polls);

        public override Task<ReceiveMessageResponse> ReceiveMessageAsync(ReceiveMessageRequest request, CancellationToken cancellationToken = default)
        {
            _ = Interlocked.Increment(ref _polls);
            return base.ReceiveMessageAsync(request, cancellationToken);
        }

        /// <summary>Sends messages of three groups, numbered within all.</summary>
        public async Task SendAsync(int count)
        {
            for (var number = 0; number < count; number++)
            {
                var group = ((char)('a' + (number % 3))).ToString();
                _ = await Client.SendMessageAsync(new SendMessageRequest
                {
                    QueueUrl = Url,
                    MessageBody = string.Create(CultureInfo.InvariantCulture, $"{group}{number:000}"),
                    MessageGroupId = Url.EndsWith(".fifo", StringComparison.Ordinal) ? group : null,
                });
            }
        }

        /// <summary>How many messages are visible and how many in flight.</summary>
        public async Task<(int Visible, int InFlight)> CountAsync()
        {
            var attributes = (await Client.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = Url, AttributeNames = [QueueAttributeName.All] })).Attributes;
            return (int.Parse(attributes[QueueAttributeName.ApproximateNumberOfMessages], CultureInfo.InvariantCulture),
                int.Parse(attributes[QueueAttributeName.ApproximateNumberOfMessagesNotVisible], CultureInfo.InvariantCulture));
        }
    }
}
