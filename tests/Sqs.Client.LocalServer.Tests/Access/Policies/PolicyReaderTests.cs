using Sqs.Client.LocalServer.Access.Policies;

namespace Sqs.Client.LocalServer.Tests.Access.Policies;

public sealed class PolicyReaderTests
{
    private const string Good = """{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"*"}""";

    [Theory]
    [InlineData("")]
    [InlineData("no policy")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"Version":"2012-10-18","Statement":[]}""")]
    [InlineData("""{"Version":2012,"Statement":[]}""")]
    [InlineData("""{"Statement":"x"}""")]
    [InlineData("""{"Statement":[],"Extra":1}""")]
    [InlineData("""{"Statement":[],"Statement":[]}""")]
    [InlineData("""{"Statement":{"Principal":"*","Action":"*","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"allow","Principal":"*","Action":"*","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":"*","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":"*","Action":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":"*","NotPrincipal":"*","Action":"*","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","NotAction":"*","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":"*","Action":[],"Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":"*","Action":{},"Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":"111122223333","Action":"*","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":{},"Action":"*","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"\ud800"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":{"Who":"111122223333"},"Action":"*","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":{"AWS":"11112222333"},"Action":"*","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:user/*"},"Action":"*","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":"*","Action":"sns:Publish","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":"*","Action":"sqs:Fly","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":"*","Action":"SendMessage","Resource":"*"}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"Equals":{"k":"v"}}}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"ForSome:StringEquals":{"k":"v"}}}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"NullIfExists":{"k":"true"}}}}""")]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":"v"}}}""")]
    [InlineData("""{"Statement":[{"Sid":"a","Effect":"Allow","Principal":"*","Action":"*","Resource":"*"},{"Sid":"a","Effect":"Deny","Principal":"*","Action":"*","Resource":"*"}]}""")]
    public void Policy_Malformed_IsRefused(string json) => Assert.Throws<FormatException>(() => QueuePolicyRules.Read(json));

    [Theory]
    [InlineData("""{"Statement":[{"Effect":"Allow","Principal":{"AWS":["*","111122223333","1111-2222-3333","arn:aws:iam::111122223333:root","arn:aws-cn:iam::111122223333:user/a/b","arn:aws:sts::111122223333:assumed-role/r/s","AIDACKCEVSQ6C2EXAMPLE"],"Service":"sns.amazonaws.com","Federated":["accounts.google.com"]},"Action":"SQS:sendmessage","Resource":"*"}]}""")]
    [InlineData("""{"Version":"2008-10-17","Id":"x","Statement":{"Sid":"a b","Effect":"Deny","NotPrincipal":{"AWS":"111122223333"},"NotAction":["sqs:*Message*","sqs:?endMessage"],"NotResource":"/1/q",},}""")]
    public void Policy_InEveryForm_IsRead(string json) => Assert.Single(QueuePolicyRules.Read(json).Statements);

    [Fact]
    public void Identity_NamesNoPrincipals() =>
        Assert.Throws<FormatException>(() => PolicyReader.Read("{\"Statement\":" + Good + "}", PolicyKind.Identity));

    [Fact]
    public void Policy_AtItsLimits_IsTaken_AndOverThemNot()
    {
        AssertLimit(QueuePolicyRules.MostStatements, count => GuidePolicies.Queue(string.Join(',', Enumerable.Repeat(Good, count))));
        AssertLimit(QueuePolicyRules.MostPrincipals, count => Statement($$"""{"AWS":[{{string.Join(',', Enumerable.Repeat("\"111122223333\"", count))}}]}"""));
        AssertLimit(QueuePolicyRules.MostConditions, count => Statement("\"*\"", ",\"Condition\":{\"StringEquals\":{" + string.Join(',', Enumerable.Range(0, count).Select(key => $"\"k{key}\":\"v\"")) + "}}"));
        AssertLimit(QueuePolicyRules.LongestPolicy, bytes => Statement("\"*\"").PadRight(bytes));
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("arn:aws:sqs:us-east-2:444455556666:queue1", true)]
    [InlineData("arn:aws:sqs:*:444455556666:queue?", true)]
    [InlineData("/444455556666/queue1", true)]
    [InlineData("444455556666/queue1", true)]
    [InlineData("queue1", true)]
    [InlineData("${aws:username}", true)]
    [InlineData("arn:aws:sqs:us-east-2:444455556666:queue2", false)]
    [InlineData("arn:aws:sqs:us-east-1:444455556666:queue1", false)]
    [InlineData("/444455556666/queue2", false)]
    public void Resource_OfAnotherQueue_IsSeen(string resource, bool isAbout) => Assert.Equal(
        isAbout,
        QueuePolicyRules.IsAbout(PolicyBench.Read(GuidePolicies.Queue($$"""{"Effect":"Allow","Principal":"*","Action":"*","Resource":["*","{{resource}}"]}""")), PolicyBench.Queue));

    private static string Statement(string principal, string rest = "") =>
        GuidePolicies.Queue($$"""{"Effect":"Allow","Principal":{{principal}},"Action":"*","Resource":"*"{{rest}}}""");

    private static void AssertLimit(int most, Func<int, string> policy)
    {
        Assert.NotEmpty(QueuePolicyRules.Read(policy(most)).Statements);
        Assert.Throws<FormatException>(() => QueuePolicyRules.Read(policy(most + 1)));
    }
}
