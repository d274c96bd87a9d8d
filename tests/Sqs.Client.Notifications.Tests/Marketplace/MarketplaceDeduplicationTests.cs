using System.Collections.Concurrent;
using Sqs.Client.Processing;

namespace Sqs.Client.Notifications.Tests.Marketplace;

public sealed class MarketplaceDeduplicationTests
{
    private const int Notifications = 25;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Handler_GetsEachNotificationOnce_ThoughItComesTwiceInAnyOrder(int seed)
    {
        await using var stage = await Stage.StartAsync();
        var url = await stage.QueueAsync("offers");
        _ = await stage.Client.GrantMarketplaceNotificationsAsync(url);
        var random = new Random(seed);
        var sent = Enumerable.Range(0, 2 * Notifications).Select(index => Offer(index % Notifications)).ToArray();
        random.Shuffle(sent);
        var marketplace = await SqsQueue.OpenAsync(stage.As(QueueAccess.MarketplaceAccount), url);
        Assert.All(await marketplace.SendManyAsync(sent.Select(body => (OutgoingMessage)body)), result => Assert.Equal(SendOutcome.Sent, result.Outcome));

        var handled = new ConcurrentQueue<string>();
        var failOnce = new ConcurrentDictionary<string, bool>();
        var options = new SqsProcessorOptions
        {
            DeduplicationStore = new InMemoryDeduplicationStore(),
            DeduplicationKey = static delivery => MarketplaceNotification.UniqueIdOf(delivery.Message),
            RetryDelay = VisibilityBackoff.Fixed(TimeSpan.Zero),
            WaitTime = TimeSpan.Zero,
        };
        await using (var processor = new SqsProcessor(stage.Client, url, Handle, options))
        {
            await processor.StartAsync();
            var queue = stage.Server.GetQueue("offers");
            while (queue.GetMessages().Count > 0)
            {
                await Task.Delay(10, TestContext.Current.CancellationToken);
            }
        }

        Assert.Equal(Enumerable.Range(0, Notifications).Select(Id), handled.Order());

        // What failed was not handled: it has to come again.
        Task Handle(Delivery delivery, CancellationToken token)
        {
            var id = MarketplaceNotification.Read(delivery.Message).NotificationMetaData.UniqueId;
            if (id.EndsWith("07", StringComparison.Ordinal) && failOnce.TryAdd(id, true))
            {
                throw new InvalidOperationException("Not now.");
            }

            handled.Enqueue(id);
            return Task.CompletedTask;
        }
    }

    private static string Id(int number) => $"94d5d7c8-0b4c-4b3d-8a0e-5a5c4f8d{number:0000}";

    private static string Offer(int number) => Documents.Offer.Replace("94d5d7c8-0b4c-4b3d-8a0e-5a5c4f8d1234", Id(number), StringComparison.Ordinal);
}
