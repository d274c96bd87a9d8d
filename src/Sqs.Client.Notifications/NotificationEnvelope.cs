using System.Text;

namespace Sqs.Client.Notifications;

/// <summary>What lies in a message, known by its form: for queues that several kinds of notifications come to.</summary>
public sealed record NotificationEnvelope
{
    /// <summary>What the innermost layer is.</summary>
    public NotificationKind Kind { get; init; }

    /// <summary>The layer of SNS; null when there is none, as with raw delivery.</summary>
    public SnsNotification? Sns { get; init; }

    /// <summary>The event of EventBridge; null when there is none.</summary>
    public EventBridgeEvent? EventBridge { get; init; }

    /// <summary>The event of S3, also where it came through EventBridge; null when there is none.</summary>
    public S3Event? S3 { get; init; }

    /// <summary>The notification of the marketplace; null when there is none.</summary>
    public MarketplaceNotification? Marketplace { get; init; }

    /// <summary>Looks into a message, through the layer of SNS if there is one.</summary>
    /// <param name="message">The message.</param>
    /// <returns>What lies in it; <see cref="NotificationKind.Other"/> when it is none of these.</returns>
    /// <exception cref="NotificationFormatException">It is one of these by its form, and broken.</exception>
    public static NotificationEnvelope Read(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        _ = SnsNotification.TryRead(message, out var sns);
        if (sns is { Type: not SnsMessageType.Notification })
        {
            return new NotificationEnvelope { Kind = NotificationKind.Sns, Sns = sns };
        }

        return Inside(sns is null ? message.BodyUtf8 : Encoding.UTF8.GetBytes(sns.Message)) with { Sns = sns } switch
        {
            { Kind: NotificationKind.Other, Sns: not null } plain => plain with { Kind = NotificationKind.Sns },
            var inside => inside,
        };
    }

    private static NotificationEnvelope Inside(ReadOnlyMemory<byte> content) => content.Span.TrimStart("\uFEFF \t\r\n"u8) switch
    {
        [(byte)'<', ..] when content.Length <= MarketplaceReading.MaxLength => InsideXml(Encoding.UTF8.GetString(content.Span)),
        [(byte)'{', ..] => InsideJson(content),
        _ => new NotificationEnvelope(),
    };

    private static NotificationEnvelope InsideXml(string xml) => MarketplaceReading.Is(xml)
        ? new NotificationEnvelope { Kind = NotificationKind.Marketplace, Marketplace = MarketplaceNotification.Parse(xml) }
        : new NotificationEnvelope();

    private static NotificationEnvelope InsideJson(ReadOnlyMemory<byte> json)
    {
        if (JsonMembers.TryParse(json.Span) is not { } members)
        {
            return new NotificationEnvelope();
        }

        if (S3Event.Is(members))
        {
            return new NotificationEnvelope { Kind = NotificationKind.S3, S3 = S3Event.From(members) };
        }

        if (!EventBridgeEvent.Is(members))
        {
            return new NotificationEnvelope();
        }

        var bridged = EventBridgeEvent.From(members);
        return S3Reading.IsBridged(bridged)
            ? new NotificationEnvelope { Kind = NotificationKind.S3, EventBridge = bridged, S3 = S3Event.Of(bridged) }
            : new NotificationEnvelope { Kind = NotificationKind.EventBridge, EventBridge = bridged };
    }

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("Kind = ").Append(Kind).Append(", Sns = ").Append(Sns).Append(", EventBridge = ").Append(EventBridge)
            .Append(", S3 = ").Append(S3).Append(", Marketplace = ").Append(Marketplace);
        return true;
    }
}

/// <summary>What the innermost layer of a message is.</summary>
public enum NotificationKind
{
    /// <summary>None of the others.</summary>
    Other,

    /// <summary>Something of SNS itself: a text that was published, or a confirmation.</summary>
    Sns,

    /// <summary>An event of EventBridge.</summary>
    EventBridge,

    /// <summary>An event of S3, whatever way it came.</summary>
    S3,

    /// <summary>A notification of the marketplace.</summary>
    Marketplace,
}
