using System.Text;
using Sqs.Client.Notifications;

namespace Sqs.Client.AotCheck;

/// <summary>Policies, typed attributes and notifications: JSON and XML are read and written without reflection.</summary>
internal static class Everyday
{
    private const string Topic = "arn:aws:sns:us-east-1:000000000000:news";

    public static async Task RunAsync(ISqsClient client, SqsQueue queue)
    {
        var call = await client.SubscribeQueueToTopicAsync(queue.Url, Topic);
        var attributes = await queue.GetTypedAttributesAsync();
        Expect.That(attributes.QueueArn!.ToString() == call.QueueArn && attributes.VisibilityTimeout == TimeSpan.FromSeconds(30), "attributes are typed");
        Expect.That(attributes.Policy!.Statements is [{ Effect: var effect }] && effect == PolicyEffect.Allow, "the policy lets the topic send");
        await queue.UpdatePolicyAsync(_ => AccessPolicy.Empty);

        var notification = MarketplaceNotification.Parse("<Notification><NotificationMetaData><UniqueId>7</UniqueId></NotificationMetaData></Notification>");
        Expect.That(notification.NotificationMetaData.UniqueId == "7", "a notification of the marketplace is read");
        var upload = S3Event.Parse(Encoding.UTF8.GetBytes("""
            {"Records":[{"eventVersion":"2.1","awsRegion":"us-west-2","eventTime":"2026-01-02T03:04:05Z","eventName":"ObjectCreated:Put","s3":{"bucket":{"name":"pictures"},"object":{"key":"red+flower.jpg"}}}]}
            """));
        Expect.That(upload.Records is [{ Key: "red flower.jpg" }], "an event of S3 is read");
    }
}
