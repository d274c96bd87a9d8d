namespace Sqs.Client.Notifications;

/// <summary>What Amazon SNS says with a document.</summary>
/// <remarks>Source: "Parsing Amazon SNS message formats" in the Amazon SNS Developer Guide.</remarks>
public enum SnsMessageType
{
    /// <summary>Something was published to the topic.</summary>
    Notification,

    /// <summary>A subscription waits for its confirmation by <see cref="SnsNotification.SubscribeURL"/> or <see cref="SnsNotification.Token"/>.</summary>
    SubscriptionConfirmation,

    /// <summary>A subscription was ended; <see cref="SnsNotification.SubscribeURL"/> or <see cref="SnsNotification.Token"/> brings it back.</summary>
    UnsubscribeConfirmation,
}
