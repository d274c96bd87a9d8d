using System.Text.Json.Serialization;
using Sqs.Client;
using Sqs.Client.LocalServer;
using Sqs.Client.Notifications;
using Sqs.Client.Processing;

namespace Snippets;

internal sealed record InstanceState([property: JsonPropertyName("instance-id")] string InstanceId, string State);

[JsonSerializable(typeof(InstanceState))]
internal sealed partial class InstanceJson : JsonSerializerContext;

internal sealed class OfferReader : IMessageDeserializer<MarketplaceNotification>
{
    public MarketplaceNotification Deserialize(Message message) => MarketplaceNotification.Read(message);
}

internal static class Notifications
{
    private const string Offer = "<Notification><NotificationMetaData><NotificationType>AnyOfferChanged</NotificationType><UniqueId>7</UniqueId></NotificationMetaData></Notification>";

    private const string Event = """
        {"version":"0","id":"6a7e8feb","detail-type":"EC2 Instance State-change Notification","source":"aws.ec2","account":"111122223333","time":"2026-01-02T03:04:05Z",
        "region":"us-west-1","resources":[],"detail":{"instance-id":"i-1234567890abcdef0","State":"terminated"}}
        """;

    private const string Upload = """
        {"Records":[{"eventVersion":"2.1","eventSource":"aws:s3","awsRegion":"us-west-2","eventTime":"2026-01-02T03:04:05Z","eventName":"ObjectCreated:Put",
        "s3":{"bucket":{"name":"pictures"},"object":{"key":"red+flower.jpg","size":1024}}}]}
        """;

    public static async Task RunAsync(LocalSqs server)
    {
        await using var client = Clients.For(server);
        var created = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "notices" });
        await SubscribeAsync(client, created.QueueUrl);
        await MarketplaceAsync(client, created.QueueUrl);
        Show(new Message { Body = Offer });
        Show(new Message { Body = Upload });
        Show(new Message { Body = Event });
        await OnceAsync(client, created.QueueUrl);
    }

    private static async Task SubscribeAsync(ISqsClient client, string queueUrl)
    {
        var call = await client.SubscribeQueueToTopicAsync(queueUrl, "arn:aws:sns:eu-west-1:123456789012:orders", rawMessageDelivery: true);
        Console.WriteLine(call.ToCommandLine()); // aws sns subscribe --region eu-west-1 --topic-arn ...
    }

    private static async Task MarketplaceAsync(ISqsClient client, string queueUrl)
    {
        await client.GrantMarketplaceNotificationsAsync(queueUrl);
        Console.WriteLine(MarketplaceNotifications.KmsStatement()); // for the policy of the queue's KMS key, if it has one
    }

    private static void Show(Message message)
    {
        var envelope = NotificationEnvelope.Read(message);
        Console.WriteLine(envelope.Kind switch
        {
            NotificationKind.S3 => string.Join(", ", envelope.S3!.Records.Select(record => $"{record.EventName} {record.BucketName} {record.Key}")),
            NotificationKind.EventBridge => envelope.EventBridge!.DetailAs(InstanceJson.Default.InstanceState).State,
            NotificationKind.Marketplace => envelope.Marketplace!.NotificationMetaData.UniqueId,
            NotificationKind.Sns => envelope.Sns!.Message,
            _ => message.Body,
        });
    }

    private static async Task OnceAsync(ISqsClient client, string queueUrl)
    {
        var queue = await SqsQueue.OpenAsync(client, queueUrl);
        await queue.SendManyAsync([Offer, Offer]);
        var handled = new TaskCompletionSource();
        var options = new SqsProcessorOptions
        {
            DeduplicationStore = new InMemoryDeduplicationStore(),
            DeduplicationKey = static delivery => MarketplaceNotification.UniqueIdOf(delivery.Message),
        };
        await using var processor = new SqsProcessor(client, queueUrl, (delivery, token) => Handle(delivery, handled), options);
        await processor.StartAsync();
        await handled.Task;
    }

    private static Task Handle(Delivery delivery, TaskCompletionSource handled)
    {
        Console.WriteLine($"Handled once: {new OfferReader().Deserialize(delivery.Message).NotificationMetaData.NotificationType}");
        handled.SetResult();
        return Task.CompletedTask;
    }
}

/// <summary>A handler that acts on nothing that SNS did not sign.</summary>
internal sealed class SignedOrders(SnsSignatureVerifier verifier, Warehouse warehouse) : ISqsMessageHandler
{
    public async Task HandleAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var notification = SnsNotification.Read(delivery.Message);
        await verifier.VerifyAsync(notification, cancellationToken);
        await warehouse.PackAsync(notification.Message, cancellationToken);
    }

    public static SnsSignatureVerifier Verifier()
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        return new SnsSignatureVerifier(http, new SnsSignatureOptions { TopicArns = { "arn:aws:sns:eu-west-1:123456789012:orders" } });
    }
}
