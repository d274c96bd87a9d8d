using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sqs.Client.Protocol;

namespace Sqs.Client.Tests.Protocol;

#pragma warning disable CA5351, CA5394 // MD5 is the subject; the seeds make the attributes repeatable and are printed when one fails.

/// <summary>Digests of random bodies and attributes against the guide's algorithm written apart, by the platform's MD5 and by our own.</summary>
public sealed class RandomChecksumTests
{
    [Fact]
    public void Digests_OfRandomMessages_AreThoseOfAnImplementationWrittenApart() => Each(1, 20_000);

    [Theory]
    [MemberData(nameof(Cultures.Names), MemberType = typeof(Cultures))]
    public void Digests_InAnyCulture_AreThoseOfAnImplementationWrittenApart(string culture) => Cultures.Run(culture, () => Each(100_000, 2_000));

    private static void Each(int from, int count)
    {
        for (var seed = from; seed < from + count; seed++)
        {
            var random = new Random(seed);
            var attributes = Attributes(random);
            var body = RandomValues.Text(random, 200);
            foreach (var checksums in new[] { Checksums.Platform, new Checksums(OwnMd5.Compute) })
            {
                AssertSame(seed, MD5.HashData(Encoding.UTF8.GetBytes(body)), digest => checksums.OfBody(body, digest));
                AssertSame(seed, Plain(attributes), digest => Assert.Equal(attributes.Count > 0, checksums.OfAttributes(attributes, digest)));
            }
        }
    }

    private static void AssertSame(int seed, byte[] expected, Action<byte[]> compute)
    {
        var digest = new byte[Checksums.DigestSize];
        compute(digest);
        Assert.True(digest.AsSpan().SequenceEqual(expected), string.Create(CultureInfo.InvariantCulture, $"Seed {seed}: {Convert.ToHexStringLower(expected)} and {Convert.ToHexStringLower(digest)}"));
    }

    /// <summary>Names whose order differs from culture to culture; values of both kinds, empty ones among them.</summary>
    private static Dictionary<string, MessageAttributeValue> Attributes(Random random)
    {
        var attributes = new Dictionary<string, MessageAttributeValue>(StringComparer.Ordinal);
        for (var count = random.Next(11); count > 0; count--)
        {
            var name = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => "aAbBiIzZ09-_."[random.Next(13)]));
            attributes[name] = random.Next(3) switch
            {
                0 => new MessageAttributeValue { DataType = "Binary." + RandomValues.Text(random, 5), BinaryValue = Encoding.UTF8.GetBytes(RandomValues.Text(random, 40)) },
                1 => new MessageAttributeValue { DataType = "Number", StringValue = random.Next().ToString(CultureInfo.InvariantCulture) },
                _ => new MessageAttributeValue { DataType = "String", StringValue = RandomValues.Text(random, 40) },
            };
        }

        return attributes;
    }

    /// <summary>The steps of the guide, one after another; of nothing, no digest.</summary>
    private static byte[] Plain(Dictionary<string, MessageAttributeValue> attributes)
    {
        if (attributes.Count == 0)
        {
            return new byte[Checksums.DigestSize];
        }

        using var text = new MemoryStream();
        foreach (var (name, value) in attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Write(text, Encoding.UTF8.GetBytes(name));
            Write(text, Encoding.UTF8.GetBytes(value.DataType));
            text.WriteByte(value.DataType.StartsWith("Binary", StringComparison.Ordinal) ? (byte)2 : (byte)1);
            Write(text, value.BinaryValue?.ToArray() ?? Encoding.UTF8.GetBytes(value.StringValue!));
        }

        return MD5.HashData(text.ToArray());
    }

    private static void Write(MemoryStream text, byte[] bytes)
    {
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        text.Write(length);
        text.Write(bytes);
    }
}
