using System.Text.Json;
using Sqs.Client.Protocol;

namespace Sqs.Client.Tests.Protocol;

public sealed class ChecksumVectorTests
{
    [Theory]
    [InlineData("md5-attributes.jsonl", 400)]
    [InlineData("md5-recorded.jsonl", 36)]
    public void Digests_Are_Those_Of_The_Vectors(string file, int count)
    {
        foreach (var line in SharedMaterial.Lines("vectors", file))
        {
            using var vector = JsonDocument.Parse(line);
            Check(vector.RootElement, Checksums.Platform);
            Check(vector.RootElement, new Checksums(OwnMd5.Compute));
            count--;
        }

        Assert.Equal(0, count);
    }

    [Theory]
    [MemberData(nameof(Cultures.Names), MemberType = typeof(Cultures))]
    public void Digests_Do_Not_Depend_On_The_Culture(string culture) => Cultures.Run(culture, () =>
    {
        Digests_Are_Those_Of_The_Vectors("md5-attributes.jsonl", 400);
        Digests_Are_Those_Of_The_Vectors("md5-recorded.jsonl", 36);
    });

    private static void Check(JsonElement vector, Checksums checksums)
    {
        var digest = new byte[Checksums.DigestSize];
        var expected = vector.GetProperty("md5").GetString();
        string? actual;
        if (vector.GetProperty("kind").GetString() == "body")
        {
            var text = vector.GetProperty("body").GetString()!;
            checksums.OfBody(text, digest);
            actual = Convert.ToHexStringLower(digest);
            checksums.OfBody(vector.GetProperty("body_base64").GetBytesFromBase64(), digest);
            Assert.Equal(expected, Convert.ToHexStringLower(digest));
        }
        else
        {
            var attributes = vector.GetProperty("attributes").EnumerateArray().ToDictionary(item => item.GetProperty("name").GetString()!, Value);
            var any = vector.GetProperty("kind").GetString() == "system"
                ? checksums.OfAttributes(attributes.ToDictionary(pair => new MessageSystemAttributeName(pair.Key), pair => pair.Value), digest)
                : checksums.OfAttributes(attributes, digest);
            actual = any ? Convert.ToHexStringLower(digest) : null;
        }

        if (vector.TryGetProperty("md5_utf16", out var utf16) && actual == utf16.GetString())
        {
            return; // A name beyond U+FFFF, which the service does not take: either order is right.
        }

        Assert.Equal(expected, actual);
    }

    private static MessageAttributeValue Value(JsonElement item) => new()
    {
        DataType = item.GetProperty("type").GetString()!,
        StringValue = item.TryGetProperty("string", out var text) ? text.GetString() : null,
        BinaryValue = item.TryGetProperty("binary_base64", out var bytes) ? bytes.GetBytesFromBase64() : default(ReadOnlyMemory<byte>?),
    };
}
