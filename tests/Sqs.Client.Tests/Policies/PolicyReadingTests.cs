namespace Sqs.Client.Tests.Policies;

public sealed class PolicyReadingTests
{
    public static TheoryData<string> Guide => [.. GuidePolicies.All.Keys];

    [Theory]
    [MemberData(nameof(Guide))]
    public void Policy_OfTheGuide_KeepsItsMeaning(string name)
    {
        var json = GuidePolicies.All[name];

        var policy = AccessPolicy.Parse(json);

        Assert.Equal(Meaning.Of(json), Meaning.Of(policy.ToJson()));
        Assert.Equal(policy, AccessPolicy.Parse(policy.ToJson()));
        Assert.Equal(policy.GetHashCode(), AccessPolicy.Parse(policy.ToJson()).GetHashCode());
    }

    [Fact]
    public void Policy_InOddForm_IsTheSame()
    {
        var plain = AccessPolicy.Parse("""
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"sqs:SendMessage","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"},"NumericEquals":{"k":"1.50"}}}]}
            """);

        var odd = AccessPolicy.Parse("""
            {"statement":{"CONDITION":{"numericequals":{"K":[1.50]},"Bool":{"AWS:securetransport":true,},},"RESOURCE":["*",],/* a comment */"action":["SQS:sendmessage"],"principal":{"aws":["*"]},"effect":"Allow"},"VERSION":"2012-10-17"}
            """);

        Assert.Equal(plain, odd);
        Assert.Equal(plain.GetHashCode(), odd.GetHashCode());
        Assert.Equal(
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"SQS:sendmessage","Resource":"*","Condition":{"numericequals":{"K":"1.50"},"Bool":{"AWS:securetransport":"true"}}}]}""",
            odd.ToJson());
    }

    [Fact]
    public void Elements_OfTomorrow_AreKept()
    {
        const string Json = """{"Version":"2030-01-01","Statement":[{"Effect":"Deny","Principal":{"Robot":["r2","c3"],"AWS":"*"},"Action":"sqs:Teleport","Resource":"*","Condition":{"MoodEquals":{"aws:Mood":["good",]}},"Until":{"Date":[1,true,null,"é"],},}],"Author":"me"}""";

        var policy = AccessPolicy.Parse(Json);

        Assert.Equal(
            """{"Version":"2030-01-01","Statement":[{"Effect":"Deny","Principal":{"Robot":["r2","c3"],"AWS":"*"},"Action":"sqs:Teleport","Resource":"*","Condition":{"MoodEquals":{"aws:Mood":"good"}},"Until":{"Date":[1,true,null,"é"]}}],"Author":"me"}""",
            policy.ToJson());
        Assert.Equal(policy, AccessPolicy.Parse(policy.ToJson()));
        Assert.NotEqual(policy, AccessPolicy.Parse(Json.Replace("null", "0", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("", "", 1, 1)]
    [InlineData("no policy", "", 1, 2)]
    [InlineData("[]", "", 1, 1)]
    [InlineData("{}", "", 1, 2)]
    [InlineData("{\n \"Statement\": [\n  {\"Effect\":\"allow\"}]}", "Statement[0].Effect", 3, 13)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":[]}]}""", "Statement[0].Action", 1, 43)]
    [InlineData("""{"Statement":[{"Effect":"Allow"},{"Effect":"Allow","Principal":"111122223333"}]}""", "Statement[1].Principal", 1, 64)]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":{}}}""", "Statement.Principal", 1, 45)]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":{"AWS":[]}}}""", "Statement.Principal", 1, 52)]
    [InlineData("""{"Statement":{"Effect":"Allow","Principal":null}}""", "Statement.Principal", 1, 44)]
    [InlineData("""{"Statement":{"Action":"*"}}""", "Statement", 1, 27)]
    [InlineData("""{"Statement":{"Effect":"Allow","effect":"Deny"}}""", "Statement", 1, 32)]
    [InlineData("""{"Statement":[],"statement":[]}""", "", 1, 17)]
    [InlineData("""{"Statement":[],"Version":[]}""", "Version", 1, 27)]
    [InlineData("""{"Statement":{"Effect":"Allow","Condition":{"Bool":{"k":"a","K":"b"}}}}""", "Statement.Condition", 1, 61)]
    [InlineData("""{"Statement":{"Effect":"Allow","Condition":{"Bool":{}}}}""", "Statement.Condition", 1, 53)]
    [InlineData("""{"Statement":{"Effect":"Allow","Condition":{"Bool":"k"}}}""", "Statement.Condition", 1, 52)]
    [InlineData("""{"Statement":{"Effect":"Allow","Resource":[{}]}}""", "Statement.Resource", 1, 44)]
    [InlineData("""{"Statement":{"Effect":"Allow","Resource":"\ud800"}}""", "Statement.Resource", 1, 43)]
    [InlineData("""{"Statement":{"Effect":"Allow"},"New":"\ud800"}""", "", 1, 39)]
    [InlineData("""{"Statement":[]} x""", "", 1, 18)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Sid":"a" "b"}]}""", "Statement[0]", 1, 43)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Sid":""", "Statement[0]", 1, 39)]
    public void Text_ThatIsNoPolicy_IsRefusedWithItsPlace(string json, string path, int line, int column)
    {
        var refused = Assert.Throws<PolicyFormatException>(() => AccessPolicy.Parse(json));

        Assert.Equal((path, line, column), (refused.Path, refused.Line, refused.Column));
        Assert.False(AccessPolicy.TryParse(json, out _));
    }

    [Fact]
    public void HalfACharacter_IsRefused() =>
        Assert.Equal((1, 1), Assert.Throws<PolicyFormatException>(() => AccessPolicy.Parse("{\"Statement\":[],\"Id\":\"" + '\ud800' + "\"}")) is var refused ? (refused.Line, refused.Column) : default);

    [Fact]
    public void Errors_HoldNothingOfThePolicy()
    {
        var refused = Assert.Throws<PolicyFormatException>(() => AccessPolicy.Parse("""{"Statement":[{"Effect":"secret","Sid":marker}]}"""));

        Assert.DoesNotContain("secret", refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("marker", Assert.Throws<PolicyFormatException>(() => AccessPolicy.Parse("""{"Statement":marker}""")).ToString(), StringComparison.Ordinal);
    }
}
