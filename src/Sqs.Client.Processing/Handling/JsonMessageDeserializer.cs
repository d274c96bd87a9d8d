using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Sqs.Client.Processing;

/// <summary>Reads bodies that are JSON, from their bytes and without reflection.</summary>
/// <typeparam name="TMessage">What a body says.</typeparam>
/// <param name="type">How it is read, from a source-generated <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.</param>
public sealed class JsonMessageDeserializer<TMessage>(JsonTypeInfo<TMessage> type) : IMessageDeserializer<TMessage>
{
    private readonly JsonTypeInfo<TMessage> _type = type ?? throw new ArgumentNullException(nameof(type));

    /// <inheritdoc/>
    /// <exception cref="UndeserializableMessageException">The body is not such JSON, or it is <c>null</c>.</exception>
    public TMessage Deserialize(Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        try
        {
            return JsonSerializer.Deserialize(message.BodyUtf8.Span, _type) ?? throw UndeserializableMessageException.OfNull(message, typeof(TMessage));
        }
        catch (JsonException error)
        {
            throw UndeserializableMessageException.Of(message, typeof(TMessage), error);
        }
    }
}
