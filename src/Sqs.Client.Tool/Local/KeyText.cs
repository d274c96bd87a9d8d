using Sqs.Client.LocalServer;

namespace Sqs.Client.Tool.Local;

/// <summary>An access key on the command line: <c>ID=SECRET</c> or <c>ID=SECRET:TOKEN</c>. Secrets of AWS hold no colon.</summary>
internal static class KeyText
{
    /// <summary>Whether it is a key; else it is the name of a file. An equals sign behind a slash belongs to a file: <c>./a=b.json</c>.</summary>
    public static bool IsKey(string text) => text.AsSpan().IndexOfAny('=', '/', '\\') is >= 0 and var at && text[at] == '=';

    /// <summary>Reads a key; what is wrong with it is told without quoting it.</summary>
    public static LocalAccessKey Read(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var (id, rest) = (text[..equals], text[(equals + 1)..]);
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        var (secret, token) = colon < 0 ? (rest, null) : (rest[..colon], rest[(colon + 1)..]);
        return id.Length == 0 || secret.Length == 0 || token is ""
            ? throw ToolException.Misuse("--keys: a key is written ID=SECRET or ID=SECRET:TOKEN; a part of it is empty.")
            : new LocalAccessKey(id, secret, token);
    }
}
