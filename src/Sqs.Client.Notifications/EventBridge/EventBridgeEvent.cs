using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Sqs.Client.Notifications;

/// <summary>An event of Amazon EventBridge, as a rule delivers it to a queue that gets matched events whole.</summary>
/// <remarks>Source: "Amazon EventBridge event structure" in the Amazon EventBridge User Guide. The detail is printed by no <c>ToString</c>.</remarks>
public sealed record EventBridgeEvent
{
    /// <summary>The version of the structure; <c>0</c> today.</summary>
    public string Version { get; init; } = "0";

    /// <summary>The id of the event.</summary>
    public required string Id { get; init; }

    /// <summary>What happened, in the words of the source: together with <see cref="Source"/> it says what the detail looks like.</summary>
    public required string DetailType { get; init; }

    /// <summary>Who says so; services of AWS begin with <c>aws.</c>.</summary>
    public required string Source { get; init; }

    /// <summary>The account that it happened in.</summary>
    public required string Account { get; init; }

    /// <summary>When it happened, as the source says, in UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The region that it happened in.</summary>
    public required string Region { get; init; }

    /// <summary>The ARNs of what it happened to.</summary>
    public IReadOnlyList<string> Resources { get; init => field = Given.NotNull(value); } = [];

    /// <summary>The detail: a JSON object, UTF-8, as it stands in the body.</summary>
    public required ReadOnlyMemory<byte> Detail { get; init; }

    /// <summary>The name of the replay that an archived event comes from; null for any other.</summary>
    public string? ReplayName { get; init; }

    /// <summary>Reads the event in a message, also where it came through a topic of SNS.</summary>
    /// <param name="message">The message.</param>
    /// <returns>The event.</returns>
    /// <exception cref="NotificationFormatException">There is no such event in it.</exception>
    public static EventBridgeEvent Read(Message message) => Parse(SnsLayer.Under(message).Content);

    /// <summary>Reads an event.</summary>
    /// <param name="json">The event, UTF-8.</param>
    /// <returns>What it says.</returns>
    /// <exception cref="NotificationFormatException">It is no such event.</exception>
    public static EventBridgeEvent Parse(ReadOnlyMemory<byte> json) => From(JsonMembers.Parse(json.Span));

    /// <summary>Reads the detail, without reflection.</summary>
    /// <typeparam name="T">What the detail says.</typeparam>
    /// <param name="type">How it is read, from a generated <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.</param>
    /// <returns>What the detail says.</returns>
    /// <exception cref="NotificationFormatException">The detail does not say that.</exception>
    public T DetailAs<T>(JsonTypeInfo<T> type)
    {
        ArgumentNullException.ThrowIfNull(type);
        try
        {
            return JsonSerializer.Deserialize(Detail.Span, type) ?? throw new NotificationFormatException("detail", "must not be null");
        }
        catch (JsonException error)
        {
            // The path of a JsonException may hold names from the body; line and byte do not.
            var place = string.Create(CultureInfo.InvariantCulture, $"detail, line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}");
            throw new NotificationFormatException(place, $"must be readable as {typeof(T)}");
        }
    }

    internal static bool Is(JsonMembers members) => members.HasText("detail-type") && members.HasText("source") && members.Has("detail");

    internal static EventBridgeEvent From(JsonMembers members) => new()
    {
        Version = members.Text("version"),
        Id = members.Text("id"),
        DetailType = members.Text("detail-type"),
        Source = members.Text("source"),
        Account = members.Text("account"),
        Time = members.Time("time"),
        Region = members.Text("region"),
        Resources = members.Texts("resources"),
        Detail = members.Object("detail").Json,
        ReplayName = members.OptionalText("replay-name"),
    };

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("Id = ").Append(Id).Append(", DetailType = ").Append(DetailType).Append(", Source = ").Append(Source)
            .Append(", Account = ").Append(Account).Append(", Time = ").AppendFormat(CultureInfo.InvariantCulture, "{0:O}", Time)
            .Append(", Region = ").Append(Region).Append(", Resources = ").Append(Resources.Count).Append(", Detail = ").Append(Detail.Length).Append(" bytes");
        return true;
    }
}
