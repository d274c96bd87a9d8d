namespace Sqs.Client.LocalServer.Access.Policies;

/// <summary>One key under one operator, with the values that are compared; one of them is enough (none may fit under a negated operator).</summary>
internal sealed record PolicyCondition(ConditionOperator Operator, string Key, IReadOnlyList<string> Values)
{
    public bool Holds(PolicyRequest request, bool hasVariables)
    {
        var actual = request.Values(Key);
        if (Operator.Comparison is Comparison.Null)
        {
            return Values.Any(value => value.Equals(actual is null ? "true" : "false", StringComparison.OrdinalIgnoreCase));
        }

        if (actual is null)
        {
            return Operator.HoldsWithoutKey;
        }

        return Operator.Quantifier switch
        {
            SetQuantifier.ForAllValues => actual.All(value => Fits(value, request, hasVariables)),
            SetQuantifier.ForAnyValue => actual.Any(value => Fits(value, request, hasVariables)),
            _ when Operator.IsNegated => actual.All(value => Fits(value, request, hasVariables)),
            _ => actual.Any(value => Fits(value, request, hasVariables)),
        };
    }

    private bool Fits(string actual, PolicyRequest request, bool hasVariables) =>
        Values.Any(value => Operator.Comparison.Fits(value, actual, request, hasVariables)) != Operator.IsNegated;
}
