using System.Text;
using Sqs.Client.LocalServer.Storage;

namespace Sqs.Client.LocalServer;

/// <summary>A message that lies in a <see cref="LocalQueue"/>.</summary>
public sealed record LocalMessage
{
    /// <summary>The id.</summary>
    public required string MessageId { get; init; }

    /// <summary>The body.</summary>
    public required string Body { get; init; }

    /// <summary>Where it stands.</summary>
    public required LocalMessageState State { get; init; }

    /// <summary>When it was sent, on the server's clock.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>When it becomes visible by itself; null when it is visible.</summary>
    public DateTimeOffset? VisibleAt { get; init; }

    /// <summary>How often it was received.</summary>
    public int ReceiveCount { get; init; }

    /// <summary>The message group; null when it has none.</summary>
    public string? MessageGroupId { get; init; }

    /// <summary>The deduplication id, given or made of the body; null when it has none.</summary>
    public string? MessageDeduplicationId { get; init; }

    /// <summary>The queue that gave it up to this dead-letter queue; null when it was sent here.</summary>
    public string? DeadLetterQueueSourceArn { get; init; }

    internal static LocalMessage Of(StoredMessage message) => new()
    {
        MessageId = message.Id.ToString(),
        Body = message.Content.BodyText(),
        State = message.State switch
        {
            MessageState.Delayed => LocalMessageState.Delayed,
            MessageState.InFlight => LocalMessageState.InFlight,
            _ => LocalMessageState.Visible,
        },
        SentAt = message.SentAt,
        VisibleAt = message.State is MessageState.Ready ? null : message.VisibleAt,
        ReceiveCount = message.Delivery?.Count ?? 0,
        MessageGroupId = message.Content.GroupId,
        MessageDeduplicationId = message.Content.DeduplicationId,
        DeadLetterQueueSourceArn = message.DeadLetterSourceArn,
    };

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append(System.Globalization.CultureInfo.InvariantCulture, $"MessageId = {MessageId}, State = {State}, ReceiveCount = {ReceiveCount}");
        return true;
    }
}
