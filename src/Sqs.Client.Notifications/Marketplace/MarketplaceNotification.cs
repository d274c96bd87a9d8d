using System.Text;

namespace Sqs.Client.Notifications;

/// <summary>A notification of Amazon's marketplace: metadata of one form, and a payload whose form depends on the type.</summary>
/// <remarks>
/// Notifications come in any order and may come more than once; <see cref="UniqueIdOf"/> is the key to tell that by. Payload and unknown elements are
/// printed by no <c>ToString</c>. A document type declaration is refused, and so is more than 1,048,576 characters or 128 levels.
/// </remarks>
public sealed record MarketplaceNotification
{
    /// <summary>What all types have in common.</summary>
    public required NotificationMetaData NotificationMetaData { get; init; }

    /// <summary>What stands in <c>NotificationPayload</c>, as XML; empty when there is nothing in it.</summary>
    public string NotificationPayload { get; init => field = Given.NotNull(value); } = "";

    /// <summary>The elements beside metadata and payload, as XML.</summary>
    public IReadOnlyList<string> UnknownElements { get; init => field = Given.NotNull(value); } = [];

    /// <summary>The id that all deliveries of one notification have in common, to be used as the key of a deduplication store.</summary>
    /// <param name="message">The message.</param>
    /// <returns><c>/Notification/NotificationMetaData/UniqueId</c>.</returns>
    /// <exception cref="NotificationFormatException">The body is no such notification.</exception>
    public static string UniqueIdOf(Message message) => Read(message).NotificationMetaData.UniqueId;

    /// <summary>Reads the notification in a message.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The notification.</returns>
    /// <exception cref="NotificationFormatException">The body is no such notification; only <c>UniqueId</c> is required.</exception>
    public static MarketplaceNotification Read(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);

        // Looked at before a string is made of it.
        return message.BodyUtf8Length > MarketplaceReading.MaxLength ? throw MarketplaceReading.TooLong() : Parse(message.Body);
    }

    /// <summary>Reads a notification.</summary>
    /// <param name="xml">The notification.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="NotificationFormatException">It is no such notification.</exception>
    public static MarketplaceNotification Parse(string xml)
    {
        ArgumentNullException.ThrowIfNull(xml);
        return MarketplaceReading.Read(xml);
    }

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("NotificationMetaData = ").Append(NotificationMetaData).Append(", NotificationPayload = ").Append(NotificationPayload.Length).Append(" characters");
        return true;
    }
}

/// <summary>What the notifications of all types have in common.</summary>
public sealed record NotificationMetaData
{
    /// <summary>The type, <c>AnyOfferChanged</c> for example: it says what the payload looks like. Null when the notification does not say.</summary>
    public string? NotificationType { get; init; }

    /// <summary>The version of the payload's form; null when the notification does not say.</summary>
    public string? PayloadVersion { get; init; }

    /// <summary>The id of the notification, the same one for each delivery.</summary>
    public required string UniqueId { get; init; }

    /// <summary>When it was published, as the notification says; null when it does not.</summary>
    public string? PublishTimeText { get; init; }

    /// <summary>When it was published, in UTC; null when <see cref="PublishTimeText"/> is no ISO 8601 time.</summary>
    public DateTimeOffset? PublishTime => PublishTimeText is not null && JsonMembers.TryParseTime(PublishTimeText, out var time) ? time : null;

    /// <summary>The seller that it is for; null when the notification does not say.</summary>
    public string? SellerId { get; init; }

    /// <summary>The marketplace that it is about; null when the notification does not say.</summary>
    public string? MarketplaceId { get; init; }

    /// <summary>The elements that are not named here, as XML.</summary>
    public IReadOnlyList<string> UnknownElements { get; init => field = Given.NotNull(value); } = [];

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("NotificationType = ").Append(NotificationType).Append(", PayloadVersion = ").Append(PayloadVersion).Append(", UniqueId = ").Append(UniqueId)
            .Append(", PublishTime = ").Append(PublishTimeText).Append(", SellerId = ").Append(SellerId).Append(", MarketplaceId = ").Append(MarketplaceId)
            .Append(", UnknownElements = ").Append(UnknownElements.Count);
        return true;
    }
}
