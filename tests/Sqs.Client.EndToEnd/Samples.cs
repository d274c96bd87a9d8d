using System.Text;

namespace Sqs.Client.EndToEnd;

/// <summary>Messages with everything in them that wires and parsers trip over.</summary>
internal static class Samples
{
    /// <summary>Ten attributes, of all types.</summary>
    public static Dictionary<string, MessageAttributeValue> TenAttributes() => new()
    {
        ["text"] = MessageAttributeValue.String("plain"),
        ["text.Umlaut-_9"] = MessageAttributeValue.String("ÄÖÜ äöü ß 🎉"),
        ["text.markup"] = MessageAttributeValue.String("<a href=\"x\">&amp;</a>\r\n\t]]>"),
        ["json"] = MessageAttributeValue.String("""{"a":[1,2,3]}""", "json"),
        ["number"] = MessageAttributeValue.Number(42),
        ["number.negative"] = MessageAttributeValue.Number(-12.75m, "decimal"),
        ["number.long"] = new() { DataType = "Number", StringValue = "12345678901234567890123456789012345678" },
        ["binary"] = MessageAttributeValue.Binary(Enumerable.Range(0, 256).Select(value => (byte)value).ToArray()),
        ["binary.png"] = MessageAttributeValue.Binary((byte[])[0x89, 0x50, 0x4E, 0x47, 0, 0, 0], "png"),
        ["binary.one"] = MessageAttributeValue.Binary((byte[])[0]),
    };

    /// <summary>A text of the given length out of every class of characters that the service takes, valid UTF-16.</summary>
    public static string Text(Random random, int length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            _ = text.Append(Character(random));
        }

        return text.ToString();
    }

#pragma warning disable CA5394 // The seed makes the messages repeatable.
    private static string Character(Random random) => random.Next(12) switch
    {
        0 => "\t",
        1 => "\n",
        2 => "\r",
        3 => "\r\n",
        4 => "<>&\"'"[random.Next(5)].ToString(),
        5 => "%+=&;/?:@~*-_. "[random.Next(15)].ToString(),
        6 => char.ConvertFromUtf32(random.Next(0xA0, 0xD800)),
        7 => char.ConvertFromUtf32(random.Next(0xE000, 0xFFFE)),
        8 => char.ConvertFromUtf32(random.Next(0x10000, 0x110000)),
        9 => "e" + (char)random.Next(0x300, 0x370),
        10 => ((char)random.Next(0x7F, 0xA0)).ToString(),
        _ => ((char)random.Next(0x20, 0x7F)).ToString(),
    };

    public static Dictionary<string, MessageAttributeValue> Attributes(Random random)
    {
        var attributes = new Dictionary<string, MessageAttributeValue>();
        for (var count = random.Next(11); count > 0; count--)
        {
            attributes[$"name-{count}_{random.Next(1000)}.x"] = random.Next(3) switch
            {
                0 => MessageAttributeValue.String(Text(random, random.Next(1, 60)), random.Next(2) == 0 ? null : "own label"),
                1 => MessageAttributeValue.Number(random.NextInt64(-1_000_000_000_000, 1_000_000_000_000), random.Next(2) == 0 ? null : "long"),
                _ => MessageAttributeValue.Binary(Bytes(random), random.Next(2) == 0 ? null : "x.y"),
            };
        }

        return attributes;
    }

    private static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(1, 100)];
        random.NextBytes(bytes);
        return bytes;
    }
#pragma warning restore CA5394
}
