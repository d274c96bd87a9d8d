using Sqs.Client.Tool.Policies;

namespace Sqs.Client.Tool.Tests.Policies;

public sealed class StatementWordsTests
{
    private static readonly Arn Queue = Arn.ForQueue("us-east-1", "111122223333", "orders");

    [Theory]
    [InlineData("Allows everybody every action.", """{"Effect":"Allow","Principal":"*","Action":"sqs:*","Resource":"*"}""")]
    [InlineData("Denies everybody but the account 444455556666 every action but ReceiveMessage.", """{"Effect":"Deny","NotPrincipal":{"AWS":"444455556666"},"NotAction":"sqs:ReceiveMessage","Resource":"arn:aws:sqs:us-east-1:111122223333:orders"}""")]
    [InlineData("Allows the account 111122223333 SendMessage.", """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"SQS:SendMessage","Resource":"/111122223333/orders"}""")]
    [InlineData("Allows arn:aws:iam::444455556666:role/worker ReceiveMessage and DeleteMessage on arn:aws:sqs:us-east-1:111122223333:other, which is not this queue.", """{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:role/worker"},"Action":["sqs:ReceiveMessage","sqs:DeleteMessage"],"Resource":"arn:aws:sqs:us-east-1:111122223333:other"}""")]
    public void Statement_IsASentence(string sentence, string json) => Assert.Equal(sentence, StatementWords.Of(Read(json), Queue));

    [Theory]
    [InlineData("the address of the caller is in 10.0.0.0/8", "IpAddress", "aws:SourceIp", "10.0.0.0/8")]
    [InlineData("the address of the caller is in none of 10.0.0.0/8, 192.168.0.0/16", "NotIpAddress", "aws:sourceip", "10.0.0.0/8", "192.168.0.0/16")]
    [InlineData("the request comes over TLS", "Bool", "aws:SecureTransport", "true")]
    [InlineData("the request comes without TLS or is not known", "BoolIfExists", "aws:SecureTransport", "false")]
    [InlineData("the time is before 2030-06-30T12:00Z", "DateLessThan", "aws:CurrentTime", "2030-06-30T12:00Z")]
    [InlineData("the request has no aws:MultiFactorAuthAge", "Null", "aws:MultiFactorAuthAge", "true")]
    [InlineData("the request has a aws:MultiFactorAuthAge", "Null", "aws:MultiFactorAuthAge", "false")]
    [InlineData("each value of aws:TagKeys is one of a, b", "ForAllValues:StringEquals", "aws:TagKeys", "a", "b")]
    [InlineData("some value of aws:TagKeys is like x* or is not known", "ForAnyValue:StringLikeIfExists", "aws:TagKeys", "x*")]
    [InlineData("aws:username streq bob", "streq", "aws:username", "bob")]
    public void Condition_IsAPartOfIt(string words, string comparison, string key, params string[] values) =>
        Assert.Equal(words, ConditionWords.Of(new PolicyCondition(new PolicyOperator(comparison), key, values)));

    /// <summary>Every operator that the library names has words of its own.</summary>
    [Fact]
    public void Operators_AllHaveWords()
    {
        var operators = typeof(PolicyOperator).GetProperties(System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public)
            .Select(property => property.GetValue(null)).OfType<PolicyOperator>().ToArray();
        Assert.True(operators.Length > 20);
        Assert.All(operators, comparison => Assert.DoesNotContain(comparison.Value, ConditionWords.Of(new PolicyCondition(comparison, "k", "true")), StringComparison.Ordinal));
    }

    private static PolicyStatement Read(string statement) => Assert.Single(AccessPolicy.Parse($$"""{"Version":"2012-10-17","Statement":{{statement}}}""").Statements);
}
