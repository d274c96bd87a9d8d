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
        using (var canonical = new ByteBuffer(1024))
        {
            foreach (var (name, value) in sorted.AsSpan(0, count))
            {
                AppendText(canonical, name);
                AppendText(canonical, value.DataType);
                AppendValue(canonical, value);
            }

            md5(canonical.Written, digest);
        }

        ArrayPool<(string Name, MessageAttributeValue Value)>.Shared.Return(sorted, clearArray: true);
        return true;
    }

    private void OfText(string text, Span<byte> digest)
    {
        using var utf8 = new ByteBuffer(Encoding.UTF8.GetByteCount(text));
        utf8.Advance(Encoding.UTF8.GetBytes(text, utf8.Free(0)));
        md5(utf8.Written, digest);
    }

    // The transport byte goes by which value is set, not by the name of the type: so do the official SDKs of .NET and Java.
    private static void AppendValue(ByteBuffer target, MessageAttributeValue value)
    {
        if (value.StringValue is { } text)
        {
            target.Append(StringTransport);
            AppendText(target, text);
        }
        else if (value.BinaryValue is { } bytes)
        {
            target.Append(BinaryTransport);
            AppendLength(target, bytes.Length);
            target.Append(bytes.Span);
        }
    }

    private static void AppendText(ByteBuffer target, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        AppendLength(target, length);
        target.Advance(Encoding.UTF8.GetBytes(text, target.Free(length)));
    }

    private static void AppendLength(ByteBuffer target, int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(target.Free(sizeof(int)), length);
        target.Advance(sizeof(int));
    }
}
