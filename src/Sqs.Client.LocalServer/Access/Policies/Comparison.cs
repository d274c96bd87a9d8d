using System.Globalization;

namespace Sqs.Client.LocalServer.Access.Policies;

/// <summary>What a condition operator does with one value of the policy and one of the request.</summary>
internal enum Comparison
{
    Text,
    TextIgnoringCase,
    Pattern,
    Arn,
    NumberEqual,
    NumberBelow,
    NumberAtMost,
    NumberAbove,
    NumberAtLeast,
    DateEqual,
    DateBefore,
    DateAtMost,
    DateAfter,
    DateAtLeast,
    Binary,
    Address,
    Null,
}

/// <summary>The comparisons themselves. A value that cannot be read as what the operator compares fits nothing.</summary>
internal static class Comparisons
{
    public static bool Fits(this Comparison comparison, string value, string actual, PolicyRequest request, bool hasVariables) => comparison switch
    {
        Comparison.Text => PolicyPattern.TryExpand(value, request, hasVariables, wildcards: false, out var text) && text.Matches(actual),
        Comparison.TextIgnoringCase => PolicyPattern.TryExpand(value, request, hasVariables, wildcards: false, out var text) && text.Matches(actual, ignoreCase: true),
        Comparison.Pattern => PolicyPattern.TryExpand(value, request, hasVariables, wildcards: true, out var pattern) && pattern.Matches(actual),
        Comparison.Arn => PolicyPattern.TryExpand(value, request, hasVariables, wildcards: true, out var arn) && arn.MatchesArn(actual),
        Comparison.NumberEqual => Numbers(actual, value) is 0,
        Comparison.NumberBelow => Numbers(actual, value) is < 0,
        Comparison.NumberAtMost => Numbers(actual, value) is <= 0,
        Comparison.NumberAbove => Numbers(actual, value) is > 0,
        Comparison.NumberAtLeast => Numbers(actual, value) is >= 0,
        Comparison.DateEqual => Dates(actual, value) is 0,
        Comparison.DateBefore => Dates(actual, value) is < 0,
        Comparison.DateAtMost => Dates(actual, value) is <= 0,
        Comparison.DateAfter => Dates(actual, value) is > 0,
        Comparison.DateAtLeast => Dates(actual, value) is >= 0,
        Comparison.Binary => Bytes(value) is { } bytes && Bytes(actual) is { } actually && bytes.AsSpan().SequenceEqual(actually),
        Comparison.Address => AddressRange.TryRead(value, out var range) && range.Contains(actual),
        _ => false,
    };

    private static int? Numbers(string actual, string value) =>
        decimal.TryParse(actual, NumberStyles.Float, CultureInfo.InvariantCulture, out var left) && decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var right)
            ? left.CompareTo(right)
            : null;

    private static int? Dates(string actual, string value) => PolicyDate.Read(actual) is { } left && PolicyDate.Read(value) is { } right ? left.CompareTo(right) : null;

    private static byte[]? Bytes(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? bytes[..length] : null;
    }
}
