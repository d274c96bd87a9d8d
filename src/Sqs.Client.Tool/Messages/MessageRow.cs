using System.Globalization;

namespace Sqs.Client.Tool.Messages;

/// <summary>A message as a row; its receipt handle is in none.</summary>
internal static class MessageRow
{
    public static IReadOnlyList<string> Of(Message message) =>
    [
        message.MessageId,
        message.SentTimestamp?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "",
        message.ApproximateReceiveCount?.ToString(CultureInfo.InvariantCulture) ?? "",
        message.MessageGroupId ?? "",
        string.Join(", ", message.MessageAttributes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={Text(pair.Value)}")),
        message.Body,
    ];

    private static string Text(MessageAttributeValue value) => value.StringValue ?? Convert.ToBase64String(value.BinaryValue.GetValueOrDefault().Span);
}
