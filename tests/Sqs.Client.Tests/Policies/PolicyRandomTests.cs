using FsCheck;
using FsCheck.Fluent;

namespace Sqs.Client.Tests.Policies;

public sealed class PolicyRandomTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(12);

    private static readonly Gen<string> Text = Gen.Elements(
        "a", "b", "\"", "\\", "<", "+", "é", "😀", "${aws:username}", "${*}", "*", "?", ":", "/", " ", "\n", "\u007f").ArrayOf().Select(string.Concat);

    private static readonly Gen<PolicyPrincipal> Principal =
        from kind in Gen.Elements(PrincipalKind.Aws, PrincipalKind.Aws, PrincipalKind.Service, PrincipalKind.Federated, PrincipalKind.CanonicalUser, new PrincipalKind("Robot"))
        from value in Gen.OneOf(Gen.Elements("*", "111122223333", "1111-2222-3333", "arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:user/bob", "sns.amazonaws.com"), Text)
        select new PolicyPrincipal(kind, value);

    private static readonly Gen<PolicyCondition> Condition =
        from name in Gen.Elements("StringEquals", "ForAllValues:StringLikeIfExists", "Null", "bool", "MoodEquals", "IpAddress")
        from key in Gen.Elements("aws:SourceIp", "AWS:sourceip2", "k", "é")
        from values in Some(Text, 0)
        select new PolicyCondition(new PolicyOperator(name), key, values);

    private static readonly Gen<Dictionary<string, string>> Unknown =
        from json in Gen.Elements("1", "\"x\"", "{\"a\":[1,true,null]}", "[]")
        from isThere in Gen.Elements(true, false, false)
        select isThere ? new Dictionary<string, string>(StringComparer.Ordinal) { ["New"] = json } : [];

    private static readonly Gen<PolicyStatement> Statement =
        from sid in Text.OrNull()
        from effect in Gen.Elements(PolicyEffect.Allow, PolicyEffect.Deny)
        from principals in Some(Principal, 0)
        from notPrincipals in Some(Principal, 0)
        from actions in Some(Text.Select(text => new PolicyAction(text)), 0)
        from resources in Some(Text.Select(text => new PolicyResource(text)), 0)
        from negated in Gen.Choose(0, 3)
        from conditions in Some(Condition, 0)
        from unknown in Unknown
        select new PolicyStatement
        {
            Sid = sid,
            Effect = effect,
            Principals = principals,
            NotPrincipals = notPrincipals,
            Actions = negated is 0 or 1 ? actions : [],
            NotActions = negated is 0 or 1 ? [] : actions,
            Resources = negated is 0 or 2 ? resources : [],
            NotResources = negated is 0 or 2 ? [] : resources,
            Conditions = [.. conditions.DistinctBy(condition => (condition.Operator, condition.Key.ToUpperInvariant()))],
            UnknownElements = unknown,
        };

    private static readonly Gen<AccessPolicy> Policy =
        from version in Gen.Elements<string?>(null, AccessPolicy.CurrentVersion, AccessPolicy.EarlierVersion, "2030-01-01")
        from id in Text.OrNull()
        from statements in Some(Statement, 0)
        from unknown in Unknown
        select new AccessPolicy { Version = version, Id = id, Statements = statements, UnknownElements = unknown };

    [Fact]
    public void Policy_Written_ReadsAsTheSame() => Check.One(Thorough, Prop.ForAll(Policy.ToArbitrary(), policy =>
    {
        var json = policy.ToJson();
        var again = AccessPolicy.Parse(json);

        Assert.Equal(policy, again);
        Assert.Equal(policy.GetHashCode(), again.GetHashCode());
        Assert.Equal(Meaning.Of(json), Meaning.Of(again.ToJson()));
    }));

    [Fact]
    public void Policies_ThatAreEqual_MeanTheSame() => Check.One(Thorough, Prop.ForAll(Policy.ToArbitrary(), Policy.ToArbitrary(), (policy, other) =>
    {
        var shuffled = policy with { Statements = [.. policy.Statements.Reverse().Select(Shuffled)] };
        Assert.Equal(policy, shuffled);
        Assert.Equal(policy.GetHashCode(), shuffled.GetHashCode());
        Assert.Equal(policy == other, Normal(policy) == Normal(other));
    }));

    /// <summary>However a policy is cut or bent, reading it gives a policy or the one exception.</summary>
    [Fact]
    public void Text_BentAtRandom_IsReadOrRefused() => Check.One(Thorough, Prop.ForAll(Policy.ToArbitrary(), Gen.Choose(0, 100_000).ToArbitrary(), (policy, place) =>
    {
        var json = policy.ToJson();
        var at = place % json.Length;
        string[] bent = [json[..at], json[at..], json[..at] + json[(at + 1)..], json.Insert(at, "\""), json.Insert(at, "\\ud800"), json.Insert(at, "{"), json.Insert(at, "\0")];
        Assert.All(bent, text =>
        {
            if (AccessPolicy.TryParse(text, out var read))
            {
                Assert.Equal(read, AccessPolicy.Parse(read.ToJson()));
            }
        });
    }));

    private static PolicyStatement Shuffled(PolicyStatement statement) => statement with
    {
        Principals = [.. statement.Principals.Reverse()],
        Actions = [.. statement.Actions.Reverse().Select(action => new PolicyAction(action.Value.ToUpperInvariant()))],
        Resources = [.. statement.Resources.Reverse()],
        Conditions = [.. statement.Conditions.Reverse().Select(condition => condition with { Key = condition.Key.ToUpperInvariant(), Values = [.. condition.Values.Reverse()] })],
    };

    /// <summary>The meaning, where an account has one form and letters that are compared without case are capitals.</summary>
    private static string Normal(AccessPolicy policy) => Meaning.Of((policy with
    {
        Id = policy.Id is null ? null : policy.Id + ".",
        Statements = [.. policy.Statements.Select(statement => statement with
        {
            Sid = statement.Sid is null ? null : statement.Sid + ".",
            Principals = [.. statement.Principals.Select(One)],
            NotPrincipals = [.. statement.NotPrincipals.Select(One)],
            Actions = [.. statement.Actions.Select(action => new PolicyAction(action.Value.ToUpperInvariant()))],
            NotActions = [.. statement.NotActions.Select(action => new PolicyAction(action.Value.ToUpperInvariant()))],
        })],
    }).ToJson());

    private static PolicyPrincipal One(PolicyPrincipal principal) => principal with { Value = principal.AccountId ?? principal.Value };

    private static Gen<T[]> Some<T>(Gen<T> items, int least) => Gen.Choose(least, 4).SelectMany(count => items.ArrayOf(count));
}
