using System.Globalization;
using System.Text.Json;

namespace Sqs.Client.Processing;

/// <summary>A body does not say what the handler expects. Its text has no part of the body, and it has no inner exception, which might quote one.</summary>
public sealed class UndeserializableMessageException : Exception
{
    private UndeserializableMessageException(string messageId, string targetType, string? causeType, string why)
        : base($"The body of message {messageId} cannot be read as {targetType}: {why}.") =>
        (MessageId, TargetType, CauseType) = (messageId, targetType, causeType);

    /// <summary>The id of the message.</summary>
    public string MessageId { get; }

    /// <summary>The type that the body was to be read as.</summary>
    public string TargetType { get; }

    /// <summary>The type of the exception that reading ended in; null when it ended in null.</summary>
    public string? CauseType { get; }

    /// <summary>Reads a body with any deserializer; whatever goes wrong ends in this exception.</summary>
    internal static TMessage Guard<TMessage>(IMessageDeserializer<TMessage> deserializer, Message message)
    {
        try
        {
            return deserializer.Deserialize(message) ?? throw OfNull(message, typeof(TMessage));
        }
        catch (UndeserializableMessageException)
        {
            throw;
        }
        catch (Exception error)
        {
            throw Of(message, typeof(TMessage), error);
        }
    }

    internal static UndeserializableMessageException OfNull(Message message, Type target) =>
        new(message.MessageId, target.ToString(), causeType: null, "it says null");

    // The path of a JsonException may hold names from the body; its line and byte do not.
    internal static UndeserializableMessageException Of(Message message, Type target, Exception cause)
    {
        var causeType = cause.GetType().ToString();
        var place = cause is JsonException { LineNumber: { } line, BytePositionInLine: { } at }
            ? string.Create(CultureInfo.InvariantCulture, $" in line {line + 1}, byte {at + 1}")
            : "";
        return new(message.MessageId, target.ToString(), causeType, causeType + place);
    }
}
