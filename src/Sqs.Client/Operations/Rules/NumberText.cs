namespace Sqs.Client.Operations;

/// <summary>
/// The Number type of message attributes: an optional sign, digits, a point, an exponent; up to 38 digits of precision; zero, or 10^-128 to
/// 10^126 either side of it ("Amazon SQS message metadata" in the Amazon SQS Developer Guide).
/// </summary>
internal static class NumberText
{
    private const int MaxPrecision = 38;
    private const int MinMagnitude = -128;
    private const int MaxMagnitude = 126;
    private const long MaxExponent = int.MaxValue;

    public static void Check(ReadOnlySpan<char> text, MemberPath path)
    {
        var at = text.Length > 0 && text[0] is '+' or '-' ? 1 : 0;
        var digits = 0;
        var point = -1;

        // Counted over the digits alone, without the point: the first and the last that is not zero, and whether it is 1.
        var first = -1;
        var last = -1;
        var startsWithOne = false;
        for (; at < text.Length && (char.IsAsciiDigit(text[at]) || (text[at] == '.' && point < 0)); at++)
        {
            if (text[at] == '.')
            {
                point = digits;
                continue;
            }

            if (text[at] != '0')
            {
                startsWithOne = first < 0 ? text[at] == '1' : startsWithOne;
                first = first < 0 ? digits : first;
                last = digits;
            }

            digits++;
        }

        if (digits == 0)
        {
            throw NotANumber(path, at);
        }

        var magnitude = Exponent(text, at, path) + (point < 0 ? digits : point) - 1 - first;
        if (first < 0)
        {
            return;
        }

        if (last - first >= MaxPrecision)
        {
            throw path.Refusal("a Number has at most 38 digits of precision");
        }

        var isPowerOfTen = startsWithOne && first == last;
        if (magnitude < MinMagnitude || magnitude > MaxMagnitude || (magnitude == MaxMagnitude && !isPowerOfTen))
        {
            throw path.Refusal("a Number is zero, or between 10^-128 and 10^126 with either sign");
        }
    }

    /// <summary>The exponent that starts at <paramref name="at"/>; 0 when the text ends there.</summary>
    private static long Exponent(ReadOnlySpan<char> text, int at, MemberPath path)
    {
        if (at == text.Length)
        {
            return 0;
        }

        if (text[at] is not ('e' or 'E'))
        {
            throw NotANumber(path, at);
        }

        var isNegative = ++at < text.Length && text[at] == '-';
        at += at < text.Length && text[at] is '+' or '-' ? 1 : 0;
        var start = at;
        var value = 0L;
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
        {
            value = Math.Min((value * 10) + (text[at] - '0'), MaxExponent);
        }

        if (at == start || at < text.Length)
        {
            throw NotANumber(path, at);
        }

        return isNegative ? -value : value;
    }

    private static SqsValidationException NotANumber(MemberPath path, int position) =>
        path.Refusal("a Number is an optional sign, digits, a point, an exponent, and nothing else", position);
}
