using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Sqs.Client.Operations;

/// <summary>
/// The characters that the service takes in bodies and attribute values: #x9, #xA, #xD, #x20-#xD7FF, #xE000-#xFFFD, #x10000-#x10FFFF
/// (SendMessage in the Amazon SQS API Reference).
/// </summary>
internal static class ServiceText
{
    private const string Allowed = "allowed are #x9, #xA, #xD, #x20-#xD7FF, #xE000-#xFFFD and #x10000-#x10FFFF";

    private static readonly SearchValues<char> AllowedAscii = SearchValues.Create(
        "\t\n\r !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~\u007f");

    private static readonly SearchValues<byte> ForbiddenBytes = SearchValues.Create(
        [0, 1, 2, 3, 4, 5, 6, 7, 8, 0xB, 0xC, 0xE, 0xF, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17, 0x18, 0x19, 0x1A, 0x1B, 0x1C, 0x1D, 0x1E, 0x1F]);

    /// <summary>Refuses a text with a character that is not allowed, or with half of a surrogate pair.</summary>
    public static void Check(ReadOnlySpan<char> text, MemberPath path)
    {
        var at = IndexOfForbidden(text);
        if (at >= 0)
        {
            throw path.Refusal(
                char.IsSurrogate(text[at])
                    ? $"holds half of a surrogate pair at index {at}, which has no form in UTF-8"
                    : $"holds a character at index {at} that the service refuses; {Allowed}",
                at);
        }
    }

    /// <summary>Refuses bytes that are not UTF-8, or hold a character that is not allowed.</summary>
    public static void Check(ReadOnlySpan<byte> utf8, MemberPath path)
    {
        if (Utf8.IsValid(utf8) && !utf8.ContainsAny(ForbiddenBytes) && !HoldsNonCharacter(utf8))
        {
            return;
        }

        var at = 0;
        while (Rune.DecodeFromUtf8(utf8[at..], out var rune, out var length) == OperationStatus.Done && IsAllowed(rune.Value))
        {
            at += length;
        }

        throw path.Refusal(
            Rune.DecodeFromUtf8(utf8[at..], out _, out _) == OperationStatus.Done
                ? $"holds a character at byte {at} that the service refuses; {Allowed}"
                : $"is not valid UTF-8 at byte {at}",
            at);
    }

    /// <summary>Where the first character lies that is not allowed, in UTF-16 code units; -1 when there is none.</summary>
    public static int IndexOfForbidden(ReadOnlySpan<char> text)
    {
        for (var at = 0; ;)
        {
            var run = text[at..].IndexOfAnyExcept(AllowedAscii);
            if (run < 0)
            {
                return -1;
            }

            at += run;
            do
            {
                if (Rune.DecodeFromUtf16(text[at..], out var rune, out var length) != OperationStatus.Done || !IsAllowed(rune.Value))
                {
                    return at;
                }

                at += length;
            }
            while (at < text.Length && !char.IsAscii(text[at]));
        }
    }

    private static bool IsAllowed(int codePoint) => codePoint >= 0x20 ? codePoint is not (0xFFFE or 0xFFFF) : codePoint is 0x9 or 0xA or 0xD;

    /// <summary>True when U+FFFE or U+FFFF is in it (EF BF BE, EF BF BF).</summary>
    private static bool HoldsNonCharacter(ReadOnlySpan<byte> utf8)
    {
        ReadOnlySpan<byte> head = [0xEF, 0xBF];
        for (var at = utf8.IndexOf(head); at >= 0; at = utf8.IndexOf(head))
        {
            if (utf8[at + 2] >= 0xBE)
            {
                return true;
            }

            utf8 = utf8[(at + 3)..];
        }

        return false;
    }
}
