namespace Sqs.Client.Tests.Policies;

public sealed class PolicyRuleTests
{
    private static readonly Arn Queue = Arn.ForQueue("us-east-2", "444455556666", "queue1");
    private static readonly PolicyStatement Good = PolicyStatement.Allow(PolicyAction.SendMessage).To(PolicyPrincipal.Account("111122223333")).On(Queue);

    [Theory]
    [InlineData("Statements[1].Principals", "neither")]
    [InlineData("Statements[1].Principals", "not both")]
    [InlineData("Statements[1].Principals[1]", "12 digits")]
    [InlineData("Statements[1].NotPrincipals[0]", "without wildcards")]
    [InlineData("Statements[1].Principals[1]", "of the kind")]
    [InlineData("Statements[1].Actions", "neither")]
    [InlineData("Statements[1].Actions", "at most 7")]
    [InlineData("Statements[1].Actions[1]", "with its prefix")]
    [InlineData("Statements[1].NotActions[0]", "with its prefix")]
    [InlineData("Statements[1].Resources", "neither")]
    [InlineData("Statements[1].Resources[1]", "one queue")]
    [InlineData("Statements[1].Conditions[0]", "operator")]
    [InlineData("Statements[1].Conditions[0]", "one value")]
    [InlineData("Statements[1].Conditions[0]", "a key")]
    [InlineData("Statements[1].Conditions", "twice")]
    [InlineData("Statements[1].Effect", "Allow or Deny")]
    [InlineData("Statements[1].UnknownElements", "JSON")]
    [InlineData("Statements[1].Sid", "this id")]
    [InlineData("Version", "2012-10-17")]
    [InlineData("AccessPolicy", "8,192 bytes")]
    public void Policy_ThatBreaksARule_IsRefusedWithItsPlace(string member, string rule)
    {
        var policy = Broken(rule, member);

        var refused = Assert.Throws<SqsValidationException>(() => policy.Validate(Queue));

        Assert.Equal(member, refused.Member);
        Assert.Contains(rule, refused.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_AreTaken_AndOneMoreIsRefusedWhereItStands()
    {
        var few = new AccessPolicy { Statements = [.. Enumerable.Repeat(Good, 20)] };
        few.Validate(Queue);
        Assert.Equal("Statements[20]", Refusal(few.With(Good)));

        var crowd = new AccessPolicy { Statements = [Good with { Principals = [.. Enumerable.Repeat(PolicyPrincipal.Anyone, 49)] }, Good] };
        crowd.Validate(Queue);
        Assert.Equal("Statements[2].Principals", Refusal(crowd.With(Good)));

        var strict = new AccessPolicy { Statements = [Good, Enumerable.Range(0, 10).Aggregate(Good, (statement, key) => statement.When(PolicyOperator.StringEquals, $"k{key}", "v"))] };
        strict.Validate(Queue);
        Assert.Equal("Statements[2].Conditions", Refusal(strict.With(Good.When(PolicyOperator.Bool, "k", "true"))));

        var room = 8192 - new AccessPolicy { Id = "", Statements = [Good] }.ToJson().Length;
        var large = new AccessPolicy { Id = new string('x', room), Statements = [Good] };
        large.Validate(Queue);
        Assert.Equal("AccessPolicy", Refusal(large with { Id = large.Id + "x" }));
    }

    [Fact]
    public void Variable_UnderTheEarlierVersion_IsText()
    {
        var policy = new AccessPolicy { Statements = [Good with { Resources = [PolicyVariable.Of("aws:username")] }] };

        policy.Validate(Queue);
        Assert.Equal("Statements[0].Resources[0]", Refusal(policy with { Version = AccessPolicy.EarlierVersion }));
        Assert.Equal("Statements[0].Resources[0]", Refusal(policy with { Version = null }));
    }

    [Fact]
    public void WithoutAQueue_ResourcesMayBeAnything() =>
        new AccessPolicy { Statements = [Good with { Resources = ["arn:aws:sqs:us-east-2:444455556666:other"] }] }.Validate();

    [Fact]
    public void Statements_OfOneId_ReplaceOneAnother()
    {
        var policy = AccessPolicy.Empty.With(Good.Named("a")).With(Good.Named("b")).With(Good).With(Good);

        Assert.Equal(4, policy.Statements.Count);
        Assert.Equal(PolicyEffect.Deny, policy.With(Good.Named("a") with { Effect = PolicyEffect.Deny }).Find("a")!.Effect);
        Assert.Equal(4, policy.With(Good.Named("a")).Statements.Count);
        Assert.Equal(3, policy.Without("b").Statements.Count);
        Assert.Null(policy.Find("c"));
    }

    [Fact]
    public void Policies_PrintNothingOfThemselves()
    {
        var policy = AccessPolicy.Empty.With(Good.Named("secret").When(PolicyOperator.StringEquals, "aws:UserAgent", "secret"));

        Assert.Equal("AccessPolicy { Version = 2012-10-17, Statements = 1 }", policy.ToString());
        Assert.Equal("PolicyStatement { Effect = Allow, Principals = 1, Actions = 1, Resources = 1, Conditions = 1 }", policy.Statements[0].ToString());
        Assert.Equal("PolicyCondition { Operator = StringEquals, Key = aws:UserAgent, Values = 1 }", policy.Statements[0].Conditions[0].ToString());
    }

    private static string Refusal(AccessPolicy policy) => Assert.Throws<SqsValidationException>(() => policy.Validate(Queue)).Member;

    private static AccessPolicy Broken(string rule, string member)
    {
        var policy = new AccessPolicy { Statements = [Good.Named("s"), Statement(rule, member)] };
        return rule switch
        {
            "2012-10-17" => policy with { Version = "2012-10-18" },
            "8,192 bytes" => policy with { Id = new string('x', 8192) },
            _ => policy,
        };
    }

    private static PolicyStatement Statement(string rule, string member) => (rule, member) switch
    {
        ("neither", "Statements[1].Principals") => Good with { Principals = [] },
        ("neither", "Statements[1].Actions") => Good with { Actions = [] },
        ("neither", _) => Good with { Resources = [] },
        ("not both", _) => Good.ToAllExcept(PolicyPrincipal.Anyone),
        ("12 digits", _) => Good.To(new PolicyPrincipal(PrincipalKind.Aws, "11112222333")),
        ("without wildcards", _) => Good with { Principals = [], NotPrincipals = [new(PrincipalKind.Aws, "arn:aws:iam::111122223333:user/*")] },
        ("of the kind", _) => Good.To(new PolicyPrincipal(new PrincipalKind("Robot"), "r2")),
        ("at most 7", _) => Good with { Actions = [.. Enumerable.Repeat(PolicyAction.SendMessage, 8)] },
        ("with its prefix", "Statements[1].Actions[1]") => Good with { Actions = [PolicyAction.SendMessage, "SendMessage"] },
        ("with its prefix", _) => Good.AllActionsExcept("sqs:Fly"),
        ("one queue", _) => Good.On("arn:aws:sqs:us-east-2:444455556666:queue2"),
        ("operator", _) => Good.When(new PolicyOperator("StringEqual"), "k", "v"),
        ("one value", _) => Good.When(PolicyOperator.StringEquals, "k"),
        ("a key", _) => Good.When(PolicyOperator.StringEquals, "", "v"),
        ("twice", _) => Good.When(PolicyOperator.StringEquals, "k", "v").When(PolicyOperator.StringEquals, "K", "w"),
        ("Allow or Deny", _) => Good with { Effect = (PolicyEffect)7 },
        ("JSON", _) => Good with { UnknownElements = new Dictionary<string, string>(StringComparer.Ordinal) { ["New"] = "{" } },
        ("this id", _) => Good.Named("s"),
        _ => Good,
    };
}
