using System.Buffers;
using System.Globalization;

namespace Sqs.Client.Operations;

/// <summary>Rules that many members share: ranges, identifiers, names, account ids, ARNs.</summary>
internal static class TextRules
{
    private const int MaxIdentifier = 128;
    private const int MaxReceiptHandle = 1024;
    private const int MaxName = 80;
    private const int AccountDigits = 12;

    /// <summary>Letters, digits, hyphens and underscores.</summary>
    public static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    /// <summary>Letters, digits and the punctuation of ASCII: what is printed and not a space.</summary>
    private static readonly SearchValues<char> IdentifierCharacters = SearchValues.Create(
        "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    public static void Range(int? value, int min, int max, string unit, MemberPath path)
    {
        if (value < min || value > max)
        {
            throw path.Refusal(Invariant($"must be {min:N0} to {max:N0}{unit}, not {value:N0}"));
        }
    }

    /// <summary>1 to <paramref name="max"/> characters, all of one set; the rule says so in words.</summary>
    public static void Text(string value, int max, SearchValues<char> characters, string rule, MemberPath path)
    {
        path.NotNull(value);
        var at = value.AsSpan().IndexOfAnyExcept(characters);
        if (at >= 0)
        {
            throw path.Refusal(rule, at);
        }

        if (value.Length == 0 || value.Length > max)
        {
            throw path.Refusal(rule);
        }
    }

    /// <summary>The ids of groups, deduplication and attempts.</summary>
    public static void Identifier(string value, MemberPath path) =>
        Text(value, MaxIdentifier, IdentifierCharacters, "must be 1 to 128 letters, digits and punctuation of ASCII, without spaces", path);

    /// <summary>True for a text that may be the id of a group, of deduplication or of an attempt.</summary>
    public static bool IsIdentifier(string value) => value.Length is > 0 and <= MaxIdentifier && !value.AsSpan().ContainsAnyExcept(IdentifierCharacters);

    /// <summary>Labels of permissions and ids of batch entries.</summary>
    public static void Name(string value, MemberPath path) =>
        Text(value, MaxName, NameCharacters, "must be 1 to 80 letters, digits, hyphens and underscores", path);

    public static void AccountId(string value, MemberPath path)
    {
        const string Rule = "must be the 12 digits of an account id";
        Text(value, AccountDigits, Digits, Rule, path);
        if (value.Length != AccountDigits)
        {
            throw path.Refusal(Rule);
        }
    }

    public static void ReceiptHandle(string value, MemberPath path)
    {
        NotEmpty(value, path);
        if (value.Length > MaxReceiptHandle)
        {
            throw path.Refusal("a receipt handle has at most 1,024 characters");
        }
    }

    public static void Arn(string value, MemberPath path)
    {
        NotEmpty(value, path);
        if (!value.StartsWith("arn:", StringComparison.Ordinal))
        {
            throw path.Refusal("must be an ARN, which starts with arn:", 0);
        }
    }

    public static void NotEmpty(string value, MemberPath path)
    {
        path.NotNull(value);
        if (value.Length == 0)
        {
            throw path.Refusal("must not be empty");
        }
    }

    public static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
