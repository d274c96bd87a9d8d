using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sqs.Client.LocalServer.Messages;

/// <summary>The MD5 digests that the service answers with. MD5 is what the wire asks for; nothing is protected by it.</summary>
internal static class MessageDigest
{
    /// <summary>The digest of a body, over its UTF-8 bytes.</summary>
    public static Md5Digest OfBody(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[MD5.HashSizeInBytes];
        _ = MD5.HashData(body, hash);
        return Md5Digest.Of(hash);
    }

    /// <summary>
    /// The digest of attributes: by name in ordinal order, each as length + name, length + type, 1 (text) or 2 (binary), length + value;
    /// null when there are none, as the service leaves the member out.
    /// </summary>
    public static string? OfAttributes(IReadOnlyList<MessageAttribute> attributes)
    {
        if (attributes.Count == 0)
        {
            return null;
        }

        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        foreach (var attribute in attributes.OrderBy(attribute => attribute.Name, StringComparer.Ordinal))
        {
            Append(md5, Encoding.UTF8.GetBytes(attribute.Name));
            Append(md5, Encoding.UTF8.GetBytes(attribute.DataType));
            md5.AppendData(attribute.IsBinary ? [2] : [1]);
            Append(md5, attribute.Bytes);
        }

        return Md5Digest.Of(md5.GetHashAndReset()).ToString();
    }

    private static void Append(IncrementalHash md5, ReadOnlySpan<byte> bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        md5.AppendData(length);
        md5.AppendData(bytes);
    }
}
