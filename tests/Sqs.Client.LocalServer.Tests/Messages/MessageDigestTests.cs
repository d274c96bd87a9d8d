using System.Text;
using System.Text.Json;
using Sqs.Client.LocalServer.Messages;

namespace Sqs.Client.LocalServer.Tests.Messages;

public sealed class MessageDigestTests
{
    [Fact]
    public void Digest_OfNothing_IsLeftOut() => Assert.Null(MessageDigest.OfAttributes([]));

    [Fact]
    public void Digest_OfRecordedMessages_IsWhatTheServiceAnswered() => Assert.Equal(36, CountMatching("md5-recorded.jsonl"));

    [Fact]
    public void Digest_OfMadeUpMessages_IsThatOfTheVectors() => Assert.Equal(400, CountMatching("md5-attributes.jsonl"));

    private static int CountMatching(string file)
    {
        var matching = 0;
        foreach (var line in SharedMaterial.Lines("vectors", file))
        {
            using var document = JsonDocument.Parse(line);
            var vector = document.RootElement;
            var digest = vector.TryGetProperty("attributes", out var attributes)
                ? MessageDigest.OfAttributes(Attributes(attributes))
                : MessageDigest.OfBody(vector.GetProperty("body_base64").GetBytesFromBase64()).ToString();

            // Names beyond the allowed characters sort differently by code unit; .NET's ordinal order is that of md5_utf16.
            var expected = vector.TryGetProperty("md5_utf16", out var utf16) ? utf16 : vector.GetProperty("md5");
            Assert.Equal(expected.GetString(), digest);
            matching++;
        }

        return matching;
    }

    private static List<MessageAttribute> Attributes(JsonElement list) =>
        [.. list.EnumerateArray().Select(attribute =>
        {
            var isBinary = !(attribute.TryGetProperty("string", out var text) && text.ValueKind is JsonValueKind.String);
            var bytes = isBinary ? BinaryOf(attribute) : Encoding.UTF8.GetBytes(text.GetString()!);
            return new MessageAttribute(attribute.GetProperty("name").GetString()!, attribute.GetProperty("type").GetString()!, "", bytes, isBinary);
        })];

    private static byte[] BinaryOf(JsonElement attribute) =>
        attribute.EnumerateObject().First(member => member.Name.StartsWith("binary", StringComparison.Ordinal)).Value.GetBytesFromBase64();
}
