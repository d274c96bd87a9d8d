namespace Sqs.Client.Tool.Messages;

/// <summary>
/// A message attribute on the command line: <c>name=value</c> or <c>name=value:type</c>. What stands behind the last colon is a type only where it is
/// String, Number or Binary, with a label or without; so a value may be a URL. The value of a Binary one is base64.
/// </summary>
internal static class AttributeText
{
    private static readonly string[] Types = ["String", "Number", "Binary"];

    public static IReadOnlyDictionary<string, MessageAttributeValue> Read(IEnumerable<string> texts)
    {
        var attributes = new Dictionary<string, MessageAttributeValue>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
            {
                throw ToolException.Misuse("--attribute is written name=value or name=value:type.");
            }

            if (!attributes.TryAdd(text[..at], Value(text[..at], text[(at + 1)..])))
            {
                throw ToolException.Misuse($"--attribute: '{text[..at]}' is there twice.");
            }
        }

        return attributes;
    }

    private static MessageAttributeValue Value(string name, string text)
    {
        var (value, type) = text.LastIndexOf(':') is >= 0 and var colon && IsType(text[(colon + 1)..]) ? (text[..colon], text[(colon + 1)..]) : (text, "String");
        if (!type.StartsWith("Binary", StringComparison.Ordinal))
        {
            return new MessageAttributeValue { DataType = type, StringValue = value };
        }

        var bytes = new byte[value.Length];
        return Convert.TryFromBase64String(value, bytes, out var count)
            ? new MessageAttributeValue { DataType = type, BinaryValue = bytes.AsMemory(0, count) }
            : throw ToolException.Misuse($"--attribute: the value of '{name}' is no base64, and its type is {type}.");
    }

    private static bool IsType(string text) => Array.Exists(Types, type => text == type || text.StartsWith(type + ".", StringComparison.Ordinal));
}
