using System.Buffers;

namespace Sqs.Client.LocalServer.Messages;

/// <summary>Which characters may stand where.</summary>
internal static class MessageCharacters
{
    private const int LongestId = 128;

    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        [.. "\uFFFE\uFFFF", .. Enumerable.Range(0, 32).Select(code => (char)code).Where(character => character is not ('\t' or '\n' or '\r'))]);

    private static readonly SearchValues<char> IdCharacters = SearchValues.Create(
        [.. Enumerable.Range('!', '~' - '!' + 1).Select(code => (char)code)]);

    private static readonly SearchValues<char> AttributeNameCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>#x9, #xA, #xD, #x20-#xD7FF, #xE000-#xFFFD, #x10000-#x10FFFF. Surrogates come in pairs: the text was decoded from UTF-8.</summary>
    public static bool AreAllowed(string text) => !text.AsSpan().ContainsAny(Forbidden);

    /// <summary>Group, deduplication and attempt ids: 1-128 letters, digits and ASCII punctuation.</summary>
    public static bool IsId(string id) => id.Length is >= 1 and <= LongestId && !id.AsSpan().ContainsAnyExcept(IdCharacters);

    /// <summary>Queue names (without <c>.fifo</c>), batch entry ids and permission labels: 1-80 letters, digits, hyphens, underscores.</summary>
    public static bool IsName(string name) => name.Length is >= 1 and <= 80 && !name.AsSpan().ContainsAnyExcept(NameCharacters);

    /// <summary>Whether every character may stand in the name of a message attribute.</summary>
    public static bool AreAttributeName(string name) => !name.AsSpan().ContainsAnyExcept(AttributeNameCharacters);
}
