using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Sqs.Client.Protocol;

/// <summary>Writes the 16 bytes of the MD5 of <paramref name="source"/>.</summary>
internal delegate void Md5Function(ReadOnlySpan<byte> source, Span<byte> digest);

/// <summary>Computes the MD5 digests that the service gives of what it stores and hands out.</summary>
/// <remarks>Source: "Calculating the MD5 message digest for message attributes" in the Amazon SQS Developer Guide.</remarks>
/// <param name="md5">How MD5 is computed.</param>
internal sealed class Checksums(Md5Function md5)
{
    public const int DigestSize = 16;

    private const byte StringTransport = 1;
    private const byte BinaryTransport = 2;

    /// <summary>MD5 as the platform computes it; by our own code where the platform forbids it.</summary>
    public static Checksums Platform { get; } = new(new ForgivingMd5(ForgivingMd5.OfPlatform).Compute);

    public void OfBody(MessageBody body, Span<byte> digest)
    {
        if (body.Text is { } text)
        {
            OfText(text, digest);
        }
        else
        {
            md5(body.Utf8.Span, digest);
        }
    }

    public void OfBytes(ReadOnlySpan<byte> bytes, Span<byte> digest) => md5(bytes, digest);

    /// <summary>Computes the digest of attributes: by name in ordinal order, each as name, type and value with their lengths.</summary>
    /// <returns>False when there are none: then the service gives no digest either.</returns>
    public bool OfAttributes(IReadOnlyDictionary<string, MessageAttributeValue> attributes, Span<byte> digest) =>
        OfAttributes(attributes, static name => name, digest);

    /// <inheritdoc cref="OfAttributes(IReadOnlyDictionary{string, MessageAttributeValue}, Span{byte})"/>
    public bool OfAttributes(IReadOnlyDictionary<MessageSystemAttributeName, MessageAttributeValue> attributes, Span<byte> digest) =>
        OfAttributes(attributes, static name => name.Value, digest);

    private bool OfAttributes<TName>(IReadOnlyDictionary<TName, MessageAttributeValue> attributes, Func<TName, string> text, Span<byte> digest)
    {
        if (attributes.Count == 0)
        {
            return false;
        }

        var sorted = ArrayPool<(string Name, MessageAttributeValue Value)>.Shared.Rent(attributes.Count);
        var count = 0;
        foreach (var (name, value) in attributes)
        {
            sorted[count++] = (text(name), value);
        }

        // Culture order would differ from the service's (aws-sdk-net issue 171).
        sorted.AsSpan(0, count).Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        OfSorted(sorted.AsSpan(0, count), digest);
        ArrayPool<(string Name, MessageAttributeValue Value)>.Shared.Return(sorted, clearArray: true);
        return true;
    }

    private void OfSorted(ReadOnlySpan<(string Name, MessageAttributeValue Value)> attributes, Span<byte> digest)
    {
        var size = 0;
        foreach (var (name, value) in attributes)
        {
            size += SizeOf(name) + SizeOf(value.DataType) + SizeOf(value);
        }

        var canonical = ArrayPool<byte>.Shared.Rent(size);
        var rest = canonical.AsSpan();
        foreach (var (name, value) in attributes)
        {
            rest = WriteValue(WriteText(WriteText(rest, name), value.DataType), value);
        }

        md5(canonical.AsSpan(0, size), digest);
        ArrayPool<byte>.Shared.Return(canonical);
    }

    private void OfText(string text, Span<byte> digest)
    {
        var utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetByteCount(text));
        md5(utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8)), digest);
        ArrayPool<byte>.Shared.Return(utf8);
    }

    private static int SizeOf(string text) => sizeof(int) + Encoding.UTF8.GetByteCount(text);

    private static int SizeOf(MessageAttributeValue value) =>
        value.StringValue is { } text ? 1 + SizeOf(text)
        : value.BinaryValue is { } bytes ? 1 + sizeof(int) + bytes.Length
        : 0;

    // The transport byte goes by which value is set, not by the name of the type: so do the official SDKs of .NET and Java.
    private static Span<byte> WriteValue(Span<byte> target, MessageAttributeValue value)
    {
        if (value.StringValue is { } text)
        {
            target[0] = StringTransport;
            return WriteText(target[1..], text);
        }

        if (value.BinaryValue is { } bytes)
        {
            target[0] = BinaryTransport;
            BinaryPrimitives.WriteInt32BigEndian(target[1..], bytes.Length);
            bytes.Span.CopyTo(target[(1 + sizeof(int))..]);
            return target[(1 + sizeof(int) + bytes.Length)..];
        }

        return target;
    }

    /// <summary>Writes a text behind its length.</summary>
    /// <returns>What is left of the target.</returns>
    private static Span<byte> WriteText(Span<byte> target, string text)
    {
        var length = Encoding.UTF8.GetBytes(text, target[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(target, length);
        return target[(sizeof(int) + length)..];
    }
}
