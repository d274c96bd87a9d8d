using Sqs.Client;
using Sqs.Client.LocalServer;
using Sqs.Client.Notifications;
using Sqs.Client.Processing;
using Sqs.Client.Signing;

// Notifications of a marketplace into a queue: the permission for its account, notifications in any order and more than once, and each handed
// to the application once. The embedded server plays both accounts.
const string Owner = "111122223333";
var options = new LocalSqsOptions { AccountId = Owner };
options.AccessKeys.Add(new LocalAccessKey("AKIDSELLER", "seller-secret"));
options.AccessKeys.Add(new LocalAccessKey("AKIDMARKETPLACE", "marketplace-secret") { AccountId = QueueAccess.MarketplaceAccount });
await using var server = await LocalSqs.StartAsync(options);
await using var seller = ClientOf("AKIDSELLER", "seller-secret");
await using var marketplace = ClientOf("AKIDMARKETPLACE", "marketplace-secret");
var created = await seller.CreateQueueAsync(new CreateQueueRequest { QueueName = "offers" });
var offers = await SqsQueue.OpenAsync(marketplace, created.QueueUrl);

try
{
    _ = await offers.SendAsync(Notification("too-early"));
}
catch (SqsException refused) when (refused.ErrorCode == SqsErrorCode.AccessDenied)
{
    Console.WriteLine("Before the grant the marketplace may not send.");
}

_ = await seller.GrantMarketplaceNotificationsAsync(created.QueueUrl);
try
{
    var fifo = await seller.CreateQueueAsync(new CreateQueueRequest { QueueName = "offers.fifo", Attributes = new Dictionary<QueueAttributeName, string> { [QueueAttributeName.FifoQueue] = "true" } });
    _ = await seller.GrantMarketplaceNotificationsAsync(fifo.QueueUrl);
}
catch (SqsValidationException refused)
{
    Console.WriteLine($"A FIFO queue is refused: {refused.Message}");
}

string[] sent = ["offer-3", "offer-1", "offer-2", "offer-1", "offer-3"];
_ = await offers.SendManyAsync(sent.Select(id => (OutgoingMessage)Notification(id)));

var handled = new List<string>();
var allHandled = new TaskCompletionSource();
var processing = new SqsProcessorOptions
{
    MaxConcurrentHandlers = 1,
    DeduplicationStore = new InMemoryDeduplicationStore(),
    DeduplicationKey = static delivery => MarketplaceNotification.UniqueIdOf(delivery.Message),
};
await using (var processor = new SqsProcessor(seller, created.QueueUrl, HandleAsync, processing))
{
    await processor.StartAsync();
    await allHandled.Task;
    while (server.GetQueue("offers").Counts.Total > 0)
    {
        await Task.Delay(20); // the copies are deleted without being handled
    }
}

Console.WriteLine($"{sent.Length} arrived, {handled.Count} handled.");
return handled.Count == 3 ? 0 : 1;

Task HandleAsync(Delivery delivery, CancellationToken cancellationToken)
{
    var notification = MarketplaceNotification.Read(delivery.Message);
    Console.WriteLine($"{notification.NotificationMetaData.NotificationType} {notification.NotificationMetaData.UniqueId}: {notification.NotificationPayload}");
    handled.Add(notification.NotificationMetaData.UniqueId);
    if (handled.Count == 3)
    {
        allHandled.SetResult();
    }

    return Task.CompletedTask;
}

SqsClient ClientOf(string keyId, string secret) => new(new SqsClientOptions
{
    Endpoint = server.Endpoint,
    Region = server.Region,
    Credentials = new StaticCredentialsSource(new AwsCredentials(keyId, secret)),
});

static string Notification(string id) => $"""
    <Notification>
      <NotificationMetaData><NotificationType>AnyOfferChanged</NotificationType><PayloadVersion>1.0</PayloadVersion><UniqueId>{id}</UniqueId></NotificationMetaData>
      <NotificationPayload><Offer>new price</Offer></NotificationPayload>
    </Notification>
    """;
