using System.Globalization;
using System.Text;
using System.Text.Json;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Json;

/// <summary>
/// Reads strings of JSON, half a surrogate pair included: <c>"\ud800"</c> is proper JSON, and the service answers it with its own error
/// about characters, not with one about the form of the request.
/// </summary>
internal static class JsonText
{
    /// <summary>What stands for half a pair: a character that the service refuses wherever it looks at characters.</summary>
    private const char Refused = '\uFFFF';

    public static string Of(JsonElement text)
    {
        try
        {
            return text.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return WithoutHalves(Unescape(text.GetRawText().AsSpan()[1..^1]));
        }
    }

    /// <summary>The name of a member or the key of a map; one with half a pair is no name.</summary>
    public static string NameOf(JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            throw SqsErrors.NotSerialized("A name in the request is not valid Unicode.");
        }
    }

    private static StringBuilder Unescape(ReadOnlySpan<char> escaped)
    {
        var text = new StringBuilder(escaped.Length);
        for (var at = 0; at < escaped.Length; at++)
        {
            if (escaped[at] is not '\\')
            {
                _ = text.Append(escaped[at]);
                continue;
            }

            at++;
            if (escaped[at] is 'u')
            {
                _ = text.Append((char)ushort.Parse(escaped.Slice(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
                at += 4;
                continue;
            }

            _ = text.Append(escaped[at] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', var literal => literal });
        }

        return text;
    }

    private static string WithoutHalves(StringBuilder text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
            {
                at++;
            }
            else if (char.IsSurrogate(text[at]))
            {
                text[at] = Refused;
            }
        }

        return text.ToString();
    }
}
