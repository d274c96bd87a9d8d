using System.Collections.Frozen;

namespace Sqs.Client.LocalServer.Access.Policies;

/// <summary>A condition operator by its name: a comparison, perhaps negated, with IfExists and a set quantifier around it.</summary>
internal sealed record ConditionOperator(Comparison Comparison, bool IsNegated, bool IfExists, SetQuantifier Quantifier)
{
    private const string IfExistsSuffix = "IfExists";

    // The short names are those of the language's first edition.
    private static readonly FrozenDictionary<string, (Comparison Comparison, bool IsNegated)> Names = new Dictionary<string, (Comparison, bool)>(StringComparer.OrdinalIgnoreCase)
    {
        ["StringEquals"] = (Comparison.Text, false),
        ["streq"] = (Comparison.Text, false),
        ["StringNotEquals"] = (Comparison.Text, true),
        ["strneq"] = (Comparison.Text, true),
        ["StringEqualsIgnoreCase"] = (Comparison.TextIgnoringCase, false),
        ["streqi"] = (Comparison.TextIgnoringCase, false),
        ["StringNotEqualsIgnoreCase"] = (Comparison.TextIgnoringCase, true),
        ["strneqi"] = (Comparison.TextIgnoringCase, true),
        ["StringLike"] = (Comparison.Pattern, false),
        ["strl"] = (Comparison.Pattern, false),
        ["StringNotLike"] = (Comparison.Pattern, true),
        ["strnl"] = (Comparison.Pattern, true),
        ["NumericEquals"] = (Comparison.NumberEqual, false),
        ["numeq"] = (Comparison.NumberEqual, false),
        ["NumericNotEquals"] = (Comparison.NumberEqual, true),
        ["numneq"] = (Comparison.NumberEqual, true),
        ["NumericLessThan"] = (Comparison.NumberBelow, false),
        ["numlt"] = (Comparison.NumberBelow, false),
        ["NumericLessThanEquals"] = (Comparison.NumberAtMost, false),
        ["numlteq"] = (Comparison.NumberAtMost, false),
        ["NumericGreaterThan"] = (Comparison.NumberAbove, false),
        ["numgt"] = (Comparison.NumberAbove, false),
        ["NumericGreaterThanEquals"] = (Comparison.NumberAtLeast, false),
        ["numgteq"] = (Comparison.NumberAtLeast, false),
        ["DateEquals"] = (Comparison.DateEqual, false),
        ["dateeq"] = (Comparison.DateEqual, false),
        ["DateNotEquals"] = (Comparison.DateEqual, true),
        ["dateneq"] = (Comparison.DateEqual, true),
        ["DateLessThan"] = (Comparison.DateBefore, false),
        ["datelt"] = (Comparison.DateBefore, false),
        ["DateLessThanEquals"] = (Comparison.DateAtMost, false),
        ["datelteq"] = (Comparison.DateAtMost, false),
        ["DateGreaterThan"] = (Comparison.DateAfter, false),
        ["dategt"] = (Comparison.DateAfter, false),
        ["DateGreaterThanEquals"] = (Comparison.DateAtLeast, false),
        ["dategteq"] = (Comparison.DateAtLeast, false),
        ["Bool"] = (Comparison.TextIgnoringCase, false),
        ["BinaryEquals"] = (Comparison.Binary, false),
        ["IpAddress"] = (Comparison.Address, false),
        ["NotIpAddress"] = (Comparison.Address, true),
        ["ArnEquals"] = (Comparison.Arn, false), // the same as ArnLike, also in AWS
        ["arneq"] = (Comparison.Arn, false),
        ["ArnNotEquals"] = (Comparison.Arn, true),
        ["arnneq"] = (Comparison.Arn, true),
        ["ArnLike"] = (Comparison.Arn, false),
        ["arnl"] = (Comparison.Arn, false),
        ["ArnNotLike"] = (Comparison.Arn, true),
        ["arnnl"] = (Comparison.Arn, true),
        ["Null"] = (Comparison.Null, false),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Without the key in the request: a negated operator holds, and so does IfExists; ForAllValues holds over no values, ForAnyValue does not.
    /// </summary>
    public bool HoldsWithoutKey => IfExists || Quantifier is SetQuantifier.ForAllValues || (IsNegated && Quantifier is not SetQuantifier.ForAnyValue);

    /// <summary>Finds an operator by its name; null for a name that is none.</summary>
    public static ConditionOperator? Find(string name)
    {
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        SetQuantifier? quantifier = colon < 0 ? SetQuantifier.None : Quantified(name[..colon]);
        var rest = name[(colon + 1)..];
        var ifExists = rest.EndsWith(IfExistsSuffix, StringComparison.OrdinalIgnoreCase);
        return quantifier is { } over && Names.TryGetValue(ifExists ? rest[..^IfExistsSuffix.Length] : rest, out var found) && !(ifExists && found.Comparison is Comparison.Null)
            ? new ConditionOperator(found.Comparison, found.IsNegated, ifExists, over)
            : null;
    }

    private static SetQuantifier? Quantified(string prefix) =>
        prefix.Equals("ForAllValues", StringComparison.OrdinalIgnoreCase) ? SetQuantifier.ForAllValues
        : prefix.Equals("ForAnyValue", StringComparison.OrdinalIgnoreCase) ? SetQuantifier.ForAnyValue
        : null;
}

/// <summary>How an operator goes over the several values of a key.</summary>
internal enum SetQuantifier
{
    None,
    ForAllValues,
    ForAnyValue,
}
