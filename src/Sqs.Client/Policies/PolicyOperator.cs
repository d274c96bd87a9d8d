using System.Collections.Frozen;

namespace Sqs.Client;

/// <summary>How a condition compares; open to operators not known today. Compared without regard to case.</summary>
/// <remarks>Source: "IAM JSON policy elements: Condition operators" in the IAM User Guide.</remarks>
/// <param name="Value">The operator as policies spell it, with its prefix and suffix: <c>ForAnyValue:StringLikeIfExists</c>.</param>
public readonly record struct PolicyOperator(string Value)
{
    private const string IfExistsSuffix = "IfExists";
    private const string AllPrefix = "ForAllValues:";
    private const string AnyPrefix = "ForAnyValue:";

    // The short names are those of the language's first edition.
    private static readonly FrozenSet<string> Known = new[]
    {
        "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike",
        "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals",
        "DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals",
        "Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "Null",
        "streq", "strneq", "streqi", "strneqi", "strl", "strnl", "numeq", "numneq", "numlt", "numlteq", "numgt", "numgteq",
        "dateeq", "dateneq", "datelt", "datelteq", "dategt", "dategteq", "arneq", "arnneq", "arnl", "arnnl",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>One of the values, to the letter.</summary>
    public static PolicyOperator StringEquals { get; } = new("StringEquals");

    /// <summary>None of the values, to the letter.</summary>
    public static PolicyOperator StringNotEquals { get; } = new("StringNotEquals");

    /// <summary>One of the values, in any case.</summary>
    public static PolicyOperator StringEqualsIgnoreCase { get; } = new("StringEqualsIgnoreCase");

    /// <summary>None of the values, in any case.</summary>
    public static PolicyOperator StringNotEqualsIgnoreCase { get; } = new("StringNotEqualsIgnoreCase");

    /// <summary>One of the values, which may hold the wildcards <c>*</c> and <c>?</c>.</summary>
    public static PolicyOperator StringLike { get; } = new("StringLike");

    /// <summary>None of the values, which may hold the wildcards <c>*</c> and <c>?</c>.</summary>
    public static PolicyOperator StringNotLike { get; } = new("StringNotLike");

    /// <summary>The same number.</summary>
    public static PolicyOperator NumericEquals { get; } = new("NumericEquals");

    /// <summary>Another number.</summary>
    public static PolicyOperator NumericNotEquals { get; } = new("NumericNotEquals");

    /// <summary>A smaller number.</summary>
    public static PolicyOperator NumericLessThan { get; } = new("NumericLessThan");

    /// <summary>A smaller number or the same.</summary>
    public static PolicyOperator NumericLessThanEquals { get; } = new("NumericLessThanEquals");

    /// <summary>A greater number.</summary>
    public static PolicyOperator NumericGreaterThan { get; } = new("NumericGreaterThan");

    /// <summary>A greater number or the same.</summary>
    public static PolicyOperator NumericGreaterThanEquals { get; } = new("NumericGreaterThanEquals");

    /// <summary>The same moment.</summary>
    public static PolicyOperator DateEquals { get; } = new("DateEquals");

    /// <summary>Another moment.</summary>
    public static PolicyOperator DateNotEquals { get; } = new("DateNotEquals");

    /// <summary>Before.</summary>
    public static PolicyOperator DateLessThan { get; } = new("DateLessThan");

    /// <summary>Before or at the moment.</summary>
    public static PolicyOperator DateLessThanEquals { get; } = new("DateLessThanEquals");

    /// <summary>After.</summary>
    public static PolicyOperator DateGreaterThan { get; } = new("DateGreaterThan");

    /// <summary>At the moment or after.</summary>
    public static PolicyOperator DateGreaterThanEquals { get; } = new("DateGreaterThanEquals");

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static PolicyOperator Bool { get; } = new("Bool");

    /// <summary>The same bytes, in base64.</summary>
    public static PolicyOperator BinaryEquals { get; } = new("BinaryEquals");

    /// <summary>Within one of the address ranges, in CIDR notation.</summary>
    public static PolicyOperator IpAddress { get; } = new("IpAddress");

    /// <summary>Outside all of the address ranges.</summary>
    public static PolicyOperator NotIpAddress { get; } = new("NotIpAddress");

    /// <summary>One of the ARNs, whose parts may hold wildcards; the same as <see cref="ArnLike"/>.</summary>
    public static PolicyOperator ArnEquals { get; } = new("ArnEquals");

    /// <summary>One of the ARNs, whose parts may hold wildcards.</summary>
    public static PolicyOperator ArnLike { get; } = new("ArnLike");

    /// <summary>None of the ARNs; the same as <see cref="ArnNotLike"/>.</summary>
    public static PolicyOperator ArnNotEquals { get; } = new("ArnNotEquals");

    /// <summary>None of the ARNs, whose parts may hold wildcards.</summary>
    public static PolicyOperator ArnNotLike { get; } = new("ArnNotLike");

    /// <summary><c>true</c>: the request has no such key; <c>false</c>: it has one.</summary>
    public static PolicyOperator Null { get; } = new("Null");

    /// <summary>The same operator, which holds too where the request has no such key. Not for <see cref="Null"/>.</summary>
    public PolicyOperator IfExists => new((Value ?? "") + IfExistsSuffix);

    /// <summary>The same operator, which has to hold for every value that the request has for the key, if it has any.</summary>
    public PolicyOperator ForAllValues => new(AllPrefix + Value);

    /// <summary>The same operator, which has to hold for one value at least that the request has for the key.</summary>
    public PolicyOperator ForAnyValue => new(AnyPrefix + Value);

    /// <summary>True when it is known here, with its prefix and suffix.</summary>
    public bool IsKnown
    {
        get
        {
            var name = Without(AllPrefix, Without(AnyPrefix, Value ?? ""));
            var bare = name.EndsWith(IfExistsSuffix, StringComparison.OrdinalIgnoreCase) ? name[..^IfExistsSuffix.Length] : name;
            return Known.Contains(bare) && !(bare.Length < name.Length && bare.Equals(Null.Value, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <inheritdoc/>
    public bool Equals(PolicyOperator other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <summary>The operator.</summary>
    /// <returns>The operator.</returns>
    public override string ToString() => Value ?? "";

    private static string Without(string prefix, string name) => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? name[prefix.Length..] : name;
}
