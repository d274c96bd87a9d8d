namespace Sqs.Client;

/// <summary>
/// The patterns of policies: <c>*</c> is any run of characters, <c>?</c> any one; <c>${*}</c>, <c>${?}</c> and <c>${$}</c> are the characters
/// themselves. Any other variable has its value from the request, which is not known here, and counts as any run.
/// </summary>
/// <remarks>Source: "IAM policy elements: Variables and tags" in the IAM User Guide.</remarks>
internal static class Wildcard
{
    private const int AnyRun = -1;
    private const int AnyOne = -2;

    public static bool IsIn(string text) => text.AsSpan().ContainsAny('*', '?') || text.Contains("${", StringComparison.Ordinal);

    /// <summary>Where the variable that starts here ends (its brace); 0 when none starts here.</summary>
    public static int EndOfVariable(string text, int at) =>
        text.AsSpan(at).StartsWith("${", StringComparison.Ordinal) ? Math.Max(text.IndexOf('}', at), 0) : 0;

    /// <summary>Walks the text once and goes back to the last <c>*</c> only, which is enough.</summary>
    public static bool Matches(string pattern, ReadOnlySpan<char> text, bool ignoreCase = false, bool hasVariables = true)
    {
        var units = Units(pattern, hasVariables);
        int at = 0, unit = 0, star = -1, resume = 0;
        while (at < text.Length)
        {
            if (unit < units.Count && units[unit] == AnyRun)
            {
                (star, resume) = (unit++, at);
            }
            else if (unit < units.Count && IsOne(units[unit], text[at], ignoreCase))
            {
                unit++;
                at++;
            }
            else if (star >= 0)
            {
                (unit, at) = (star + 1, ++resume);
            }
            else
            {
                return false;
            }
        }

        return units.FindIndex(unit, static rest => rest != AnyRun) < 0;
    }

    private static List<int> Units(string pattern, bool hasVariables)
    {
        var units = new List<int>(pattern.Length);
        for (var at = 0; at < pattern.Length; at++)
        {
            if (hasVariables && EndOfVariable(pattern, at) is > 0 and var end)
            {
                units.Add(pattern.AsSpan(at + 2, end - at - 2) is ['*' or '?' or '$'] ? pattern[at + 2] : AnyRun);
                at = end;
            }
            else
            {
                units.Add(pattern[at] switch { '*' => AnyRun, '?' => AnyOne, var letter => letter });
            }
        }

        return units;
    }

    private static bool IsOne(int unit, char letter, bool ignoreCase) =>
        unit == AnyOne || unit == letter || (ignoreCase && unit >= 0 && char.ToUpperInvariant((char)unit) == char.ToUpperInvariant(letter));
}
