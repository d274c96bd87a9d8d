namespace Sqs.Client.LocalServer.Messages;

/// <summary>The Number attribute: an optional sign, digits, a point, an exponent; up to 38 digits of precision, 10^-128 to 10^126.</summary>
internal static class NumberText
{
    private const int Precision = 38;
    private const int LowestExponent = -128;
    private const int HighestExponent = 126;

    /// <summary>The text that the service stores, without superfluous zeroes; false when the text is no number of the service.</summary>
    public static bool TryNormalize(string text, out string stored)
    {
        stored = "";
        var rest = text.AsSpan();
        var sign = rest is ['-', ..] ? "-" : "";
        rest = rest is ['-' or '+', ..] ? rest[1..] : rest;

        var whole = rest[..CountDigits(rest)];
        rest = rest[whole.Length..];
        var fraction = ReadOnlySpan<char>.Empty;
        if (rest is ['.', ..])
        {
            fraction = rest.Slice(1, CountDigits(rest[1..]));
            rest = rest[(1 + fraction.Length)..];
        }

        if ((whole.IsEmpty && fraction.IsEmpty) || !TryExponent(rest, out var exponent))
        {
            return false;
        }

        whole = whole.TrimStart('0');
        fraction = fraction.TrimEnd('0');
        if (whole.IsEmpty && fraction.IsEmpty)
        {
            stored = "0";
            return true;
        }

        var significant = string.Concat(whole, fraction).Trim('0').Length;
        var leadingZeroes = fraction.Length - fraction.TrimStart('0').Length;
        var magnitude = exponent + (whole.IsEmpty ? -leadingZeroes - 1 : whole.Length - 1);
        if (significant > Precision || magnitude is < LowestExponent or > HighestExponent)
        {
            return false;
        }

        stored = string.Concat(sign, whole.IsEmpty ? "0" : whole, fraction.IsEmpty ? "" : string.Concat(".", fraction), rest);
        return true;
    }

    private static int CountDigits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : text.Length;

    private static bool TryExponent(ReadOnlySpan<char> rest, out int exponent)
    {
        exponent = 0;
        if (rest.IsEmpty)
        {
            return true;
        }

        if (rest is not ['e' or 'E', ..])
        {
            return false;
        }

        rest = rest[1..];
        var negative = rest is ['-', ..];
        rest = rest is ['-' or '+', ..] ? rest[1..] : rest;
        var digits = rest[..CountDigits(rest)];
        if (digits.IsEmpty || digits.Length < rest.Length || digits.TrimStart('0').Length > 4)
        {
            return false;
        }

        foreach (var digit in digits)
        {
            exponent = (exponent * 10) + (digit - '0');
        }

        exponent = negative ? -exponent : exponent;
        return true;
    }
}
