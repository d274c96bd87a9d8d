using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Sqs.Client.Faults.Fuzzing;

#pragma warning disable CA5351 // The service's digests are MD5.

/// <summary>The service's digests, computed as plainly as its guide describes them and apart from the client.</summary>
internal static class PlainMd5
{
    public static string OfBody(string body) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(body)));

    public static string OfAttributes(IReadOnlyDictionary<string, MessageAttributeValue> attributes)
    {
        using var text = new MemoryStream();
        foreach (var (name, value) in attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Write(text, Encoding.UTF8.GetBytes(name));
            Write(text, Encoding.UTF8.GetBytes(value.DataType));
            if (value.StringValue is { } letters)
            {
                text.WriteByte(1);
                Write(text, Encoding.UTF8.GetBytes(letters));
            }
            else if (value.BinaryValue is { } bytes)
            {
                text.WriteByte(2);
                Write(text, bytes.ToArray());
            }
        }

        return Convert.ToHexStringLower(MD5.HashData(text.ToArray()));
    }

    private static void Write(MemoryStream text, byte[] bytes)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        text.Write(length);
        text.Write(bytes);
    }
}
