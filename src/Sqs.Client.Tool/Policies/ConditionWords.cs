namespace Sqs.Client.Tool.Policies;

/// <summary>A condition of a statement in plain words.</summary>
internal static class ConditionWords
{
    private const string IfExists = "IfExists";
    private const string All = "ForAllValues:";
    private const string Any = "ForAnyValue:";

    private static readonly Dictionary<string, string> Keys = new(StringComparer.OrdinalIgnoreCase)
    {
        ["aws:SourceIp"] = "the address of the caller",
        ["aws:SourceArn"] = "the resource behind the request",
        ["aws:SourceAccount"] = "the account of the resource behind the request",
        ["aws:CurrentTime"] = "the time",
        ["aws:EpochTime"] = "the time in seconds since 1970",
        ["aws:UserAgent"] = "the user agent",
        ["aws:Referer"] = "the referer",
        ["aws:PrincipalArn"] = "the caller's ARN",
        ["aws:PrincipalAccount"] = "the caller's account",
        ["aws:PrincipalOrgID"] = "the caller's organization",
        ["aws:SourceVpce"] = "the VPC endpoint",
        ["aws:SourceVpc"] = "the VPC",
    };

    /// <summary>How an operator compares with one value, and with several.</summary>
    private static readonly Dictionary<string, (string One, string Many)> Operators = new(StringComparer.OrdinalIgnoreCase)
    {
        ["StringEquals"] = ("is", "is one of"),
        ["StringNotEquals"] = ("is not", "is none of"),
        ["StringEqualsIgnoreCase"] = ("is, in any case,", "is, in any case, one of"),
        ["StringNotEqualsIgnoreCase"] = ("is not, in any case,", "is, in any case, none of"),
        ["StringLike"] = ("is like", "is like one of"),
        ["StringNotLike"] = ("is not like", "is like none of"),
        ["NumericEquals"] = ("is", "is one of"),
        ["NumericNotEquals"] = ("is not", "is none of"),
        ["NumericLessThan"] = ("is below", "is below one of"),
        ["NumericLessThanEquals"] = ("is at most", "is at most one of"),
        ["NumericGreaterThan"] = ("is above", "is above one of"),
        ["NumericGreaterThanEquals"] = ("is at least", "is at least one of"),
        ["DateEquals"] = ("is", "is one of"),
        ["DateNotEquals"] = ("is not", "is none of"),
        ["DateLessThan"] = ("is before", "is before one of"),
        ["DateLessThanEquals"] = ("is not after", "is not after one of"),
        ["DateGreaterThan"] = ("is after", "is after one of"),
        ["DateGreaterThanEquals"] = ("is not before", "is not before one of"),
        ["Bool"] = ("is", "is one of"),
        ["BinaryEquals"] = ("has the bytes", "has the bytes of one of"),
        ["IpAddress"] = ("is in", "is in one of"),
        ["NotIpAddress"] = ("is not in", "is in none of"),
        ["ArnEquals"] = ("is", "is one of"),
        ["ArnLike"] = ("is like", "is like one of"),
        ["ArnNotEquals"] = ("is not", "is none of"),
        ["ArnNotLike"] = ("is not like", "is like none of"),
    };

    public static string Of(PolicyCondition condition)
    {
        var (name, scope, isOptional) = Parts(condition.Operator.Value);
        var key = scope + Keys.GetValueOrDefault(condition.Key, condition.Key);
        var values = string.Join(", ", condition.Values);
        return condition switch
        {
            _ when condition.IsOn("aws:SecureTransport") && name.Equals("Bool", StringComparison.OrdinalIgnoreCase) && condition.Values is [var only] =>
                only.Equals("true", StringComparison.OrdinalIgnoreCase) ? "the request comes over TLS" : "the request comes without TLS",
            _ when name.Equals("Null", StringComparison.OrdinalIgnoreCase) && condition.Values is [var only] =>
                $"the request {(only.Equals("true", StringComparison.OrdinalIgnoreCase) ? "has no" : "has a")} {condition.Key}",
            _ when Operators.TryGetValue(name, out var words) => $"{key} {(condition.Values.Count == 1 ? words.One : words.Many)} {values}",

            // The names of the language's first edition, and what it may learn.
            _ => $"{key} {name} {values}",
        } + (isOptional ? " or is not known" : "");
    }

    private static (string Name, string Scope, bool IsOptional) Parts(string comparison)
    {
        var scope = comparison.StartsWith(All, StringComparison.OrdinalIgnoreCase) ? (All.Length, "each value of ")
            : comparison.StartsWith(Any, StringComparison.OrdinalIgnoreCase) ? (Any.Length, "some value of ")
            : (0, "");
        var name = comparison[scope.Item1..];
        return name.EndsWith(IfExists, StringComparison.OrdinalIgnoreCase) ? (name[..^IfExists.Length], scope.Item2, true) : (name, scope.Item2, false);
    }
}
