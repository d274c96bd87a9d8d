namespace Sqs.Client.LocalServer.Access.Policies;

/// <summary>
/// A text of a policy after its variables were replaced. <c>*</c> stands for any run of characters and <c>?</c> for any one, but only where
/// the author wrote them: what a variable brought in is literal.
/// </summary>
internal readonly struct PolicyPattern
{
    private const int AnyRun = -1;
    private const int AnyOne = -2;

    private readonly int[] _units;

    private PolicyPattern(int[] units) => _units = units;

    /// <summary>A text with wildcards and without variables.</summary>
    public static PolicyPattern WithWildcards(string text) => new([.. text.Select(unit => Unit(unit, wildcards: true))]);

    /// <summary>Replaces the variables of a text; false where the request has no value for one of them.</summary>
    public static bool TryExpand(string text, PolicyRequest request, bool hasVariables, bool wildcards, out PolicyPattern pattern)
    {
        var units = new List<int>(text.Length);
        pattern = default;
        for (var at = 0; at < text.Length; at++)
        {
            var end = hasVariables && text.AsSpan(at).StartsWith("${") ? text.IndexOf('}', at) : -1;
            if (end < 0)
            {
                units.Add(Unit(text[at], wildcards));
            }
            else if (Value(text[(at + 2)..end], request) is { } value)
            {
                units.AddRange(value.Select(unit => (int)unit));
                at = end;
            }
            else
            {
                return false;
            }
        }

        pattern = new PolicyPattern([.. units]);
        return true;
    }

    /// <summary>Walks the text once and goes back to the last <c>*</c> only, which is enough.</summary>
    public bool Matches(ReadOnlySpan<char> text, bool ignoreCase = false)
    {
        int at = 0, unit = 0, star = -1, resume = 0;
        while (at < text.Length)
        {
            if (unit < _units.Length && _units[unit] == AnyRun)
            {
                (star, resume) = (unit++, at);
            }
            else if (unit < _units.Length && IsOne(_units[unit], text[at], ignoreCase))
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

        return _units.AsSpan(unit).IndexOfAnyExcept(AnyRun) < 0;
    }

    /// <summary>
    /// Compares the parts between colons one by one, six at most: no wildcard reaches over a colon of the ARN, unless the pattern has fewer
    /// parts and ends in it.
    /// </summary>
    public bool MatchesArn(string arn)
    {
        const int Parts = 6;
        var texts = arn.Split(':', Parts);
        var rest = _units;
        for (var part = 0; part < texts.Length; part++)
        {
            var colon = part < Parts - 1 ? Array.IndexOf(rest, ':') : -1;
            if (colon < 0)
            {
                return new PolicyPattern(rest).Matches(string.Join(':', texts[part..]));
            }

            if (!new PolicyPattern(rest[..colon]).Matches(texts[part]))
            {
                return false;
            }

            rest = rest[(colon + 1)..];
        }

        return false;
    }

    private static int Unit(char unit, bool wildcards) => (unit, wildcards) switch
    {
        ('*', true) => AnyRun,
        ('?', true) => AnyOne,
        _ => unit,
    };

    private static bool IsOne(int unit, char letter, bool ignoreCase) =>
        unit == AnyOne || unit == letter || (ignoreCase && unit >= 0 && char.ToUpperInvariant((char)unit) == char.ToUpperInvariant(letter));

    /// <summary>What stands for <c>${name}</c>: <c>*</c>, <c>?</c> and <c>$</c> themselves, else the value of a key, else the default in quotes.</summary>
    private static string? Value(string name, PolicyRequest request)
    {
        if (name is "*" or "?" or "$")
        {
            return name;
        }

        var comma = name.IndexOf(',', StringComparison.Ordinal);
        var key = comma < 0 ? name : name[..comma];
        var fallback = comma < 0 ? null : name[(comma + 1)..].Trim();
        return request.Values(key.Trim()) is [var value] ? value
            : fallback is ['\'', .. var quoted, '\''] ? quoted
            : null;
    }
}
