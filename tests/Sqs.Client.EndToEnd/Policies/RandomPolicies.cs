using System.Globalization;

namespace Sqs.Client.EndToEnd.Policies;

#pragma warning disable CA5394 // The seed makes the policies repeatable.

/// <summary>Policies of a queue, of which some break a rule of the service.</summary>
internal sealed class RandomPolicies(int seed, Arn queue)
{
    private readonly Random _random = new(seed);

    public AccessPolicy Next() => new()
    {
        Version = Pick([AccessPolicy.CurrentVersion, AccessPolicy.EarlierVersion, null], ["2030-01-01"]),
        Id = Pick([null, "policy", "ü<&>\"😀"], [null]),
        Statements = [.. Enumerable.Range(0, _random.Next(1, 6)).Select(Statement)],
    };

    private PolicyStatement Statement(int index)
    {
        var statement = new PolicyStatement
        {
            Sid = Pick([null, "", string.Create(CultureInfo.InvariantCulture, $"s{index}")], ["same"]),
            Effect = Pick([PolicyEffect.Allow, PolicyEffect.Deny], [PolicyEffect.Deny]),
            Conditions = _random.Next(3) == 0 ? [Condition()] : [],
        };
        var principals = Some(Principal, most: 20);
        var actions = Some(() => Pick<PolicyAction>([PolicyAction.All, PolicyAction.SendMessage, "SQS:receive*", "*", "sqs:?etQueueAttributes"], ["sqs:Fly", "SendMessage", "sns:Publish"]), most: 5);
        var resources = Some(() => Pick<PolicyResource>([queue, "*", $"/{queue.AccountId}/{queue.Resource}", queue.Resource, "arn:aws:sqs:*:*:orders", "${aws:username}"], ["other", "arn:aws:sqs:us-east-1:1:orders"]), most: 3);
        statement = _random.Next(4) == 0 ? statement with { NotPrincipals = principals } : statement with { Principals = principals };
        statement = _random.Next(4) == 0 ? statement with { NotActions = actions } : statement with { Actions = actions };
        return _random.Next(4) == 0 ? statement with { NotResources = resources } : statement with { Resources = resources };
    }

    private PolicyPrincipal Principal() => Pick(
        [
            PolicyPrincipal.Anyone, PolicyPrincipal.Account("111122223333"), PolicyPrincipal.Service("sns.amazonaws.com"), Named("1111-2222-3333"), Named("arn:aws:iam::111122223333:root"),
            Named("arn:aws-cn:iam::111122223333:user/a/b"), Named("arn:aws:sts::111122223333:assumed-role/r/s"), Named("AIDACKCEVSQ6C2EXAMPLE"), new(PrincipalKind.Federated, "accounts.google.com"),
        ],
        [Named("11112222333"), Named("arn:aws:iam::111122223333:user/*"), Named("arn:aws:s3:::bucket"), Named("bob"), new(new PrincipalKind("Robot"), "r2"), new(PrincipalKind.Service, "")]);

    private PolicyCondition Condition() => Pick<PolicyCondition>(
        [
            new(PolicyOperator.IpAddress, "aws:SourceIp", "192.0.2.0/24", "2001:db8::/32"), new(PolicyOperator.StringLike.IfExists.ForAnyValue, "aws:TagKeys", "a*"),
            new(PolicyOperator.Null, "aws:username", "true"), new(new PolicyOperator("datelt"), "aws:CurrentTime", "2030"), new(PolicyOperator.BinaryEquals, "k", "AA=="),
        ],
        [new(new PolicyOperator("StringEqual"), "k", "v"), new(PolicyOperator.Null.IfExists, "k", "true"), new(PolicyOperator.StringEquals, "k")]);

    /// <summary>Mostly good ones.</summary>
    private T Pick<T>(T[] good, T[] bad) => _random.Next(40) == 0 ? bad[_random.Next(bad.Length)] : good[_random.Next(good.Length)];

    private T[] Some<T>(Func<T> make, int most) => [.. Enumerable.Range(0, _random.Next(60) == 0 ? 0 : _random.Next(1, most)).Select(_ => make())];

    private static PolicyPrincipal Named(string text) => new(PrincipalKind.Aws, text);
}
