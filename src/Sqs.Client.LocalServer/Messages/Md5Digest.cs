using System.Buffers.Binary;

namespace Sqs.Client.LocalServer.Messages;

/// <summary>An MD5 digest in the sixteen bytes that it is.</summary>
internal readonly record struct Md5Digest(ulong High, ulong Low)
{
    public static Md5Digest Of(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    /// <summary>As the wire has it: 32 digits in small letters.</summary>
    public override string ToString() => $"{High:x16}{Low:x16}";
}
