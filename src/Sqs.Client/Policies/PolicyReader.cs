using System.Text;
using System.Text.Json;

namespace Sqs.Client;

/// <summary>Reads the JSON of a policy. Whatever would be lost is an error: an empty list where one value at least belongs, a member that is there twice.</summary>
internal static class PolicyReader
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly string[] PolicyElements = ["Version", "Id", "Statement"];

    private static readonly string[] StatementElements =
        ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    public static AccessPolicy Read(string json)
    {
        byte[] utf8;
        try
        {
            utf8 = Strict.GetBytes(json);
        }
        catch (EncoderFallbackException)
        {
            throw new PolicyFormatException("", "holds half of a surrogate pair", 1, 1);
        }

        var tokens = new PolicyTokens(utf8);
        try
        {
            tokens.Next();
            var policy = ReadPolicy(ref tokens);
            tokens.End();
            return policy;
        }
        catch (JsonException broken)
        {
            // The text of that exception quotes from the policy, which must not be printed.
            throw new PolicyFormatException(tokens.Path, "is not JSON", (int)(broken.LineNumber ?? 0) + 1, (int)(broken.BytePositionInLine ?? 0) + 1);
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException)
        {
            // What half a surrogate pair, escaped, comes to.
            throw tokens.Refusal("holds a text that is not valid");
        }
    }

    private static AccessPolicy ReadPolicy(ref PolicyTokens tokens)
    {
        tokens.Expect(JsonTokenType.StartObject, "must be an object");
        string? version = null, id = null;
        List<PolicyStatement>? statements = null;
        var unknown = new Dictionary<string, string>(StringComparer.Ordinal);
        var seen = NewNames();
        while (tokens.NextMember(seen) is { } member)
        {
            switch (Enter(ref tokens, "", member, PolicyElements))
            {
                case "Version": version = tokens.Text(); break;
                case "Id": id = tokens.Text(); break;
                case "Statement": statements = ReadStatements(ref tokens); break;
                default: unknown.Add(member, tokens.Raw()); break;
            }

            tokens.Path = "";
        }

        return new AccessPolicy { Version = version, Id = id, Statements = statements ?? throw tokens.Refusal("has no Statement"), UnknownElements = unknown };
    }

    private static List<PolicyStatement> ReadStatements(ref PolicyTokens tokens)
    {
        if (tokens.Type is not JsonTokenType.StartArray)
        {
            return [ReadStatement(ref tokens, "Statement")];
        }

        var statements = new List<PolicyStatement>();
        for (tokens.Next(); tokens.Type is not JsonTokenType.EndArray; tokens.Next())
        {
            statements.Add(ReadStatement(ref tokens, $"Statement[{statements.Count}]"));
        }

        return statements;
    }

    private static PolicyStatement ReadStatement(ref PolicyTokens tokens, string path)
    {
        tokens.Path = path;
        tokens.Expect(JsonTokenType.StartObject, "must be an object");
        PolicyEffect? effect = null;
        var statement = new PolicyStatement { Effect = default };
        var unknown = new Dictionary<string, string>(StringComparer.Ordinal);
        var seen = NewNames();
        while (tokens.NextMember(seen) is { } member)
        {
            switch (Enter(ref tokens, path + ".", member, StatementElements))
            {
                case "Effect": effect = ReadEffect(ref tokens); break;
                case { } element: statement = ReadElement(ref tokens, statement, element); break;
                default: unknown.Add(member, tokens.Raw()); break;
            }

            tokens.Path = path;
        }

        return statement with { Effect = effect ?? throw tokens.Refusal("has no Effect"), UnknownElements = unknown };
    }

    private static PolicyStatement ReadElement(ref PolicyTokens tokens, PolicyStatement statement, string element) => element switch
    {
        "Sid" => statement with { Sid = tokens.Text() },
        "Principal" => statement with { Principals = ReadPrincipals(ref tokens) },
        "NotPrincipal" => statement with { NotPrincipals = ReadPrincipals(ref tokens) },
        "Action" => statement with { Actions = Some(ref tokens).ConvertAll(static text => new PolicyAction(text)) },
        "NotAction" => statement with { NotActions = Some(ref tokens).ConvertAll(static text => new PolicyAction(text)) },
        "Resource" => statement with { Resources = Some(ref tokens).ConvertAll(static text => new PolicyResource(text)) },
        "NotResource" => statement with { NotResources = Some(ref tokens).ConvertAll(static text => new PolicyResource(text)) },
        _ => statement with { Conditions = ReadConditions(ref tokens) },
    };

    private static PolicyEffect ReadEffect(ref PolicyTokens tokens) => tokens.Text() switch
    {
        nameof(PolicyEffect.Allow) => PolicyEffect.Allow,
        nameof(PolicyEffect.Deny) => PolicyEffect.Deny,
        _ => throw tokens.Refusal("must be Allow or Deny"),
    };

    private static List<PolicyPrincipal> ReadPrincipals(ref PolicyTokens tokens)
    {
        if (tokens.Type is JsonTokenType.String)
        {
            return tokens.Text() is "*" ? [PolicyPrincipal.Anyone] : throw tokens.Refusal("must be * or an object");
        }

        tokens.Expect(JsonTokenType.StartObject, "must be * or an object");
        var principals = new List<PolicyPrincipal>();
        var seen = NewNames();
        while (tokens.NextMember(seen) is { } member)
        {
            var kind = new PrincipalKind(Find(["AWS", "Service", "Federated", "CanonicalUser"], member) ?? member);
            principals.AddRange(Some(ref tokens).Select(text => new PolicyPrincipal(kind, text)));
        }

        return principals.Count > 0 ? principals : throw tokens.Refusal("names nobody");
    }

    private static List<PolicyCondition> ReadConditions(ref PolicyTokens tokens)
    {
        tokens.Expect(JsonTokenType.StartObject, "must be an object");
        var conditions = new List<PolicyCondition>();
        var operators = NewNames();
        while (tokens.NextMember(operators) is { } name)
        {
            tokens.Expect(JsonTokenType.StartObject, "must have an object of keys under each operator");
            var before = conditions.Count;
            var keys = NewNames();
            while (tokens.NextMember(keys) is { } key)
            {
                conditions.Add(new PolicyCondition(new PolicyOperator(name), key, tokens.Texts()));
            }

            _ = conditions.Count > before ? true : throw tokens.Refusal("has an operator without keys");
        }

        return conditions;
    }

    private static List<string> Some(ref PolicyTokens tokens) => tokens.Texts() is { Count: > 0 } texts ? texts : throw tokens.Refusal("must not be an empty list");

    /// <summary>The element that a member is, its path set; null for one that is not known.</summary>
    private static string? Enter(ref PolicyTokens tokens, string prefix, string member, string[] elements)
    {
        var element = Find(elements, member);
        tokens.Path = element is null ? tokens.Path : prefix + element;
        return element;
    }

    private static string? Find(string[] names, string member) => Array.Find(names, name => name.Equals(member, StringComparison.OrdinalIgnoreCase));

    private static HashSet<string> NewNames() => new(StringComparer.OrdinalIgnoreCase);
}
