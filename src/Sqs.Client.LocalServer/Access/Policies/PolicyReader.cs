using System.Text.Json;

namespace Sqs.Client.LocalServer.Access.Policies;

/// <summary>
/// Reads the JSON of a policy. The element names are taken to the letter; a comma after the last value, as some of the guide's examples have
/// it, is overlooked. What the language does not know is a <see cref="FormatException"/>.
/// </summary>
internal static class PolicyReader
{
    private const string CurrentVersion = "2012-10-17";

    private static readonly JsonDocumentOptions Tolerant = new() { AllowTrailingCommas = true };

    /// <summary>Reads a policy, or throws a <see cref="FormatException"/> where the text is not JSON or not a policy of this kind.</summary>
    public static AccessPolicy Read(string json, PolicyKind kind)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Tolerant);
            return Read(document.RootElement, kind);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // The second is what half a surrogate pair in a text comes to.
            throw new FormatException("The policy is not JSON.", broken);
        }
    }

    private static AccessPolicy Read(JsonElement root, PolicyKind kind)
    {
        var members = PolicyMembers.Of(root, "Version", "Id", "Statement");
        var version = members.Text("Version");
        if (version is not (null or "2008-10-17" or CurrentVersion))
        {
            throw new FormatException("The version of a policy is 2008-10-17 or 2012-10-17.");
        }

        var statements = members.Required("Statement");
        var read = (statements.ValueKind is JsonValueKind.Array ? statements.EnumerateArray() : Enumerable.Repeat(statements, 1)).Select(statement => ReadStatement(statement, kind)).ToArray();
        var sids = read.Where(statement => statement.Sid is { Length: > 0 }).Select(statement => statement.Sid).ToArray();
        return sids.Distinct(StringComparer.Ordinal).Count() == sids.Length
            ? new AccessPolicy(members.Text("Id"), version is CurrentVersion, read)
            : throw new FormatException("Two statements have the same Sid.");
    }

    private static PolicyStatement ReadStatement(JsonElement statement, PolicyKind kind)
    {
        var members = PolicyMembers.Of(statement, "Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition");
        var (actions, isNotAction) = members.OneOf("Action", "NotAction");
        var (resources, isNotResource) = members.OneOf("Resource", "NotResource");
        return new PolicyStatement
        {
            Sid = members.Text("Sid"),
            Effect = members.Text("Effect") switch
            {
                "Allow" => PolicyEffect.Allow,
                "Deny" => PolicyEffect.Deny,
                _ => throw new FormatException("The effect of a statement is Allow or Deny."),
            },
            Principals = ReadPrincipals(members, kind),
            Actions = PolicyMembers.Texts(actions),
            IsNotAction = isNotAction,
            Resources = PolicyMembers.Texts(resources),
            IsNotResource = isNotResource,
            Conditions = members.Find("Condition") is { } conditions ? [.. ReadConditions(conditions)] : [],
        };
    }

    private static PrincipalList? ReadPrincipals(PolicyMembers members, PolicyKind kind)
    {
        if (kind is PolicyKind.Identity)
        {
            return members.Find("Principal") is null && members.Find("NotPrincipal") is null
                ? null
                : throw new FormatException("The policy of an identity names no principals.");
        }

        var (principals, isNot) = members.OneOf("Principal", "NotPrincipal");
        PolicyPrincipal[] entries = principals.ValueKind is JsonValueKind.String && principals.ValueEquals("*")
            ? [PolicyPrincipal.Everybody]
            : [.. PolicyMembers.Pairs(principals).SelectMany(member => ReadPrincipals(member.Name, member.Value))];
        return entries.Length > 0 ? new PrincipalList(isNot, entries) : throw new FormatException("A statement names no principal.");
    }

    private static IEnumerable<PolicyPrincipal> ReadPrincipals(string kind, JsonElement names) => PolicyPrincipal.IsKind(kind)
        ? PolicyMembers.Texts(names).Select(name => PolicyPrincipal.IsWellFormed(kind, name) ? new PolicyPrincipal(kind, name) : throw new FormatException("A principal is not well formed."))
        : throw new FormatException("A principal is of an unknown kind.");

    private static IEnumerable<PolicyCondition> ReadConditions(JsonElement conditions) =>
        from condition in PolicyMembers.Pairs(conditions)
        let found = ConditionOperator.Find(condition.Name) ?? throw new FormatException("A condition operator is unknown.")
        from key in PolicyMembers.Pairs(condition.Value)
        select new PolicyCondition(found, key.Name, PolicyMembers.Texts(key.Value));
}
