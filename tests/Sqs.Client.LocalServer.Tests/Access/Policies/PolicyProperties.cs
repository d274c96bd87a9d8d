using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Sqs.Client.LocalServer.Access.Policies;

namespace Sqs.Client.LocalServer.Tests.Access.Policies;

public sealed class PolicyProperties
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(60);

    private static readonly string[] Callers = ["anonymous", "444455556666", "444455556666/bob", "111122223333", "111122223333/bob", "777788889999/eve"];
    private static readonly string[] Actions = ["SendMessage", "ReceiveMessage", "SendMessageBatch", "DeleteQueue", "SetQueueAttributes"];

    private static readonly Gen<PrincipalList> Principals =
        from isNot in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        from names in Gen.Elements("*", "444455556666", "111122223333", "arn:aws:iam::444455556666:user/bob", "arn:aws:iam::111122223333:user/bob", "arn:aws:iam::111122223333:root").NonEmptyListOf()
        select new PrincipalList(isNot, [.. names.Take(3).Select(name => new PolicyPrincipal(PolicyPrincipal.Aws, name))]);

    private static readonly Gen<PolicyCondition[]> Conditions = Gen.Elements<PolicyCondition[]>(
        [],
        [new PolicyCondition(ConditionOperator.Find("IpAddress")!, "aws:SourceIp", ["127.0.0.0/8"])],
        [new PolicyCondition(ConditionOperator.Find("StringNotEquals")!, "aws:username", ["bob"])],
        [new PolicyCondition(ConditionOperator.Find("Bool")!, "aws:SecureTransport", ["true"])]);

    private static readonly Gen<PolicyStatement> Statement =
        from effect in Gen.Frequency((3, Gen.Constant(PolicyEffect.Allow)), (1, Gen.Constant(PolicyEffect.Deny)))
        from principals in Principals
        from actions in Gen.Elements("sqs:*", "sqs:SendMessage", "SQS:receive*", "*", "sqs:SetQueueAttributes").NonEmptyListOf()
        from isNotAction in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        from resource in Gen.Elements("*", PolicyBench.Queue, "arn:aws:sqs:*:444455556666:queue2", "/444455556666/queue1")
        from conditions in Conditions
        select new PolicyStatement { Effect = effect, Principals = principals, Actions = actions, IsNotAction = isNotAction, Resources = [resource], Conditions = conditions };

    private static readonly Gen<Case> Cases =
        from caller in Gen.Elements(Callers)
        from action in Gen.Elements(Actions)
        from queue in Statement.ListOf().Select(list => list.Take(6).ToArray())
        from identity in Statement.ListOf().Select(list => list.Take(3).ToArray())
        from added in Statement
        from onQueue in Gen.Elements(true, false)
        select new Case(caller, action, queue, identity, added, onQueue);

    [Fact]
    public void Deny_Added_NeverTurnsARefusalIntoAnAllow() => Check.One(Thorough, Prop.ForAll(Cases.ToArbitrary(), it =>
    {
        var deny = it.Added with { Effect = PolicyEffect.Deny };
        var more = it.OnQueue ? it with { Queue = [.. it.Queue, deny] } : it with { Identity = [.. it.Identity, deny] };
        Assert.True(it.IsAllowed || !more.IsAllowed);
    }));

    [Fact]
    public void Allow_Removed_NeverGrants() => Check.One(Thorough, Prop.ForAll(Cases.ToArbitrary(), it =>
    {
        var allow = it.Added with { Effect = PolicyEffect.Allow };
        var more = it.OnQueue ? it with { Queue = [.. it.Queue, allow] } : it with { Identity = [.. it.Identity, allow] };
        Assert.True(more.IsAllowed || !it.IsAllowed);
    }));

    [Fact]
    public void Statements_InAnyOrder_DecideAlike() => Check.One(Thorough, Prop.ForAll(Cases.ToArbitrary(), it =>
        Assert.Equal(it.Decision, (it with { Queue = [.. it.Queue.Reverse()], Identity = [.. it.Identity.Reverse()] }).Decision)));

    [Fact]
    public void Owner_AndStranger_DifferAsTheGuideSays() => Check.One(Thorough, Prop.ForAll(Cases.ToArbitrary(), it =>
    {
        var withoutQueue = it with { Queue = [] };
        var account = PolicyBench.Requester(it.Caller).AccountId;
        Assert.True(account == "444455556666" || !withoutQueue.IsAllowed, "Somebody from outside was let in without a queue policy.");
        Assert.True(it.Caller != "anonymous" || it.IsAllowed == (it with { Identity = [] }).IsAllowed, "An anonymous caller has no identity policy that counts.");
    }));

    [Fact]
    public void Wildcards_MatchLikeANaiveReference()
    {
        var letters = Gen.Elements('a', 'b', '*', '?', ':');
        var pairs = from pattern in letters.ArrayOf() from text in Gen.Elements('a', 'b', ':').ArrayOf() select (new string(pattern), new string(text));
        Check.One(Thorough.WithEndSize(12), Prop.ForAll(pairs.ToArbitrary(), pair =>
        {
            var (pattern, text) = pair;
            Assert.Equal(Naive(pattern, text), PolicyPattern.WithWildcards(pattern).Matches(text));
            Assert.Equal(Naive(pattern, text), PolicyPattern.WithWildcards(pattern.ToUpperInvariant()).Matches(text, ignoreCase: true));
        }));
    }

    [Fact]
    public void Ranges_MatchLikeANaiveReference()
    {
        var bytes = Gen.Choose(0, 255).Select(value => (byte)value);
        var pairs =
            from length in Gen.Elements(4, 16)
            from start in bytes.ArrayOf(length)
            from bits in Gen.Choose(0, length * 8)
            from flipped in Gen.Choose(0, length * 8)
            select (start, bits, flipped);
        Check.One(Thorough, Prop.ForAll(pairs.ToArbitrary(), it =>
        {
            var address = it.start.ToArray();
            if (it.flipped < address.Length * 8)
            {
                address[it.flipped / 8] ^= (byte)(0x80 >> (it.flipped % 8));
            }

            Assert.True(AddressRange.TryRead($"{new IPAddress(it.start)}/{it.bits}", out var range));
            Assert.Equal(Bits(it.start)[..it.bits] == Bits(address)[..it.bits], range.Contains(new IPAddress(address).ToString()));
        }));
    }

    [Fact]
    public void Text_DamagedAnywhere_IsReadOrRefused()
    {
        string[] names = ["range and blocked range", "account until a day and from a range", "deny all but one user", "a topic"];
        var damages =
            from name in Gen.Elements(names)
            from at in Gen.Choose(0, 1000)
            from length in Gen.Choose(0, 12)
            from put in Gen.Elements("", "{", "}", "[", "]", "\"", ",", "null", "1", "\\ud800", "*", "${", "\"Sid\":", "Deny")
            select (text: GuidePolicies.Of(name), at, length, put);
        Check.One(Thorough, Prop.ForAll(damages.ToArbitrary(), it =>
        {
            var at = it.at % it.text.Length;
            var damaged = it.text.Remove(at, Math.Min(it.length, it.text.Length - at)).Insert(at, it.put);
            try
            {
                _ = PolicyBench.Ask(QueuePolicyRules.Read(damaged), "111122223333/bob");
            }
            catch (FormatException refused)
            {
                Assert.NotEmpty(refused.Message);
            }
        }));
    }

    private static string Bits(byte[] bytes) => string.Concat(bytes.Select(value => Convert.ToString(value, 2).PadLeft(8, '0')));

    private static bool Naive(string pattern, string text) => pattern.Length == 0
        ? text.Length == 0
        : pattern[0] == '*'
            ? Enumerable.Range(0, text.Length + 1).Any(skipped => Naive(pattern[1..], text[skipped..]))
            : text.Length > 0 && (pattern[0] == '?' || pattern[0] == text[0]) && Naive(pattern[1..], text[1..]);

    internal sealed record Case(string Caller, string Action, PolicyStatement[] Queue, PolicyStatement[] Identity, PolicyStatement Added, bool OnQueue)
    {
        public AccessDecision Decision => PolicyBench.Ask(new AccessPolicy(null, true, Queue), Caller, Action, identity: PolicyBench.Requester(Caller).Kind is RequesterKind.User ? new AccessPolicy(null, true, Identity) : null);

        public bool IsAllowed => Decision.Outcome is AccessOutcome.Allow;
    }
}
