namespace Sqs.Client.LocalServer.Access.Policies;

/// <summary>
/// A Resource of a statement in its forms: an ARN or anything that begins with a wildcard; <c>/account/queue</c>, with or without the first
/// slash, from the guide's earlier editions; a queue's name alone.
/// </summary>
internal static class PolicyResource
{
    /// <summary>Compares with the request's resource; false where a variable has no value.</summary>
    public static bool TryMatch(string resource, PolicyRequest request, bool hasVariables, out bool fits)
    {
        fits = false;
        var isArn = resource.StartsWith("arn:", StringComparison.Ordinal) || resource.StartsWith('*');
        var text = isArn ? resource : resource.TrimStart('/');
        if (!PolicyPattern.TryExpand(text, request, hasVariables, wildcards: true, out var pattern))
        {
            return false;
        }

        fits = pattern.Matches(isArn ? request.Resource : Short(request.Resource, withAccount: text.Contains('/', StringComparison.Ordinal)));
        return true;
    }

    private static string Short(string arn, bool withAccount) =>
        arn.Split(':', 6) is [_, _, _, _, var account, var name] ? withAccount ? $"{account}/{name}" : name : arn;
}
