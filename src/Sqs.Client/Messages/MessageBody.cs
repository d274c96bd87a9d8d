using System.Text;

namespace Sqs.Client;

/// <summary>
/// A message body to send: a text, or the UTF-8 bytes of one, so that a caller who holds bytes pays for no string. Strings, byte arrays and
/// <see cref="ReadOnlyMemory{T}"/> convert to it by themselves.
/// </summary>
/// <remarks>
/// The bytes are not copied: they must not change until the call has ended. 1 character to 1,048,576 bytes (attributes included); allowed
/// are #x9, #xA, #xD, #x20-#xD7FF, #xE000-#xFFFD and #x10000-#x10FFFF (SendMessage in the Amazon SQS API Reference).
/// <see cref="ToString"/> tells the length alone.
/// </remarks>
public readonly struct MessageBody : IEquatable<MessageBody>
{
    private readonly string? _text;
    private readonly ReadOnlyMemory<byte> _utf8;

    /// <summary>Wraps a text.</summary>
    /// <param name="text">The text.</param>
    public MessageBody(string text) => _text = text ?? throw new ArgumentNullException(nameof(text));

    /// <summary>Wraps the UTF-8 bytes of a text.</summary>
    /// <param name="utf8">The bytes, which must not change until the call has ended.</param>
    public MessageBody(ReadOnlyMemory<byte> utf8) => _utf8 = utf8;

    /// <summary>True when there is nothing in it, not one character.</summary>
    public bool IsEmpty => string.IsNullOrEmpty(_text) && _utf8.IsEmpty;

    /// <summary>How many bytes the body has in UTF-8.</summary>
    public int Utf8Length => _text is null ? _utf8.Length : Encoding.UTF8.GetByteCount(_text);

    /// <summary>The text, when this was made from one; otherwise null and <see cref="Utf8"/> holds the bytes.</summary>
    internal string? Text => _text;

    internal ReadOnlyMemory<byte> Utf8 => _utf8;

    /// <summary>Wraps a text; null becomes an empty body, which is refused before sending.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator MessageBody(string? text) => text is null ? default : new(text);

    /// <summary>Wraps the UTF-8 bytes of a text.</summary>
    /// <param name="utf8">The bytes.</param>
    public static implicit operator MessageBody(ReadOnlyMemory<byte> utf8) => new(utf8);

    /// <summary>Wraps the UTF-8 bytes of a text; null becomes an empty body, which is refused before sending.</summary>
    /// <param name="utf8">The bytes.</param>
    public static implicit operator MessageBody(byte[]? utf8) => new(utf8.AsMemory());

    /// <summary>True when both hold the same bytes.</summary>
    /// <param name="left">One body.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they hold the same bytes.</returns>
    public static bool operator ==(MessageBody left, MessageBody right) => left.Equals(right);

    /// <summary>True when the bodies differ.</summary>
    /// <param name="left">One body.</param>
    /// <param name="right">The other.</param>
    /// <returns>True when they differ.</returns>
    public static bool operator !=(MessageBody left, MessageBody right) => !left.Equals(right);

    /// <summary>The body as a text; decoded on each call when it was made from bytes.</summary>
    /// <returns>The text.</returns>
    public string ToText() => _text ?? Encoding.UTF8.GetString(_utf8.Span);

    /// <summary>The body as UTF-8 bytes; encoded on each call when it was made from a text.</summary>
    /// <returns>The bytes.</returns>
    public ReadOnlyMemory<byte> ToUtf8() => _text is null ? _utf8 : Encoding.UTF8.GetBytes(_text);

    /// <inheritdoc/>
    public bool Equals(MessageBody other) => (_text, other._text) switch
    {
        (not null, not null) => string.Equals(_text, other._text, StringComparison.Ordinal),
        _ => ToUtf8().Span.SequenceEqual(other.ToUtf8().Span),
    };

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is MessageBody other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.AddBytes(ToUtf8().Span);
        return hash.ToHashCode();
    }

    /// <summary>The length in bytes, never the content.</summary>
    /// <returns>The length.</returns>
    public override string ToString() => $"{Utf8Length} bytes";
}
