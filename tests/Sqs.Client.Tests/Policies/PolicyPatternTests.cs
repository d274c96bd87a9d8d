using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace Sqs.Client.Tests.Policies;

public sealed class PolicyPatternTests
{
    private static readonly Arn Queue = Arn.ForQueue("us-east-2", "444455556666", "queue1");

    [Fact]
    public void Wildcards_MatchAsARegularExpressionDoes()
    {
        var pieces = Gen.Elements("a", "b", "*", "?", "${*}", "${?}", "${$}", "${x:y}", "$", "}").ArrayOf();
        var text = Gen.Elements("a", "b", "*", "?", "$", "}", "A").ArrayOf().Select(string.Concat);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000).WithEndSize(8), Prop.ForAll(pieces.ToArbitrary(), text.ToArbitrary(), (pattern, actual) =>
        {
            var expected = new Regex("^(?:" + string.Concat(pattern.Select(Expression)) + ")\\z", RegexOptions.Singleline | RegexOptions.NonBacktracking);
            Assert.Equal(expected.IsMatch(actual), Wildcard.Matches(string.Concat(pattern), actual));
        }));
    }

    [Theory]
    [InlineData("*", true)]
    [InlineData("arn:aws:sqs:us-east-2:444455556666:queue1", true)]
    [InlineData("arn:aws:sqs:*:444455556666:queue?", true)]
    [InlineData("arn:aws:*", true)]
    [InlineData("*:queue1", true)]
    [InlineData("/444455556666/queue1", true)]
    [InlineData("444455556666/queue1", true)]
    [InlineData("444455556666/*", true)]
    [InlineData("queue1", true)]
    [InlineData("${aws:username}", true)]
    [InlineData("arn:aws:sqs:us-east-2:444455556666:${aws:username}1", true)]
    [InlineData("arn:aws:sqs:us-east-2:444455556666:queue2", false)]
    [InlineData("arn:aws:sqs:us-east-1:444455556666:queue1", false)]
    [InlineData("/444455556666/queue2", false)]
    [InlineData("444455556667/queue1", false)]
    [InlineData("queue", false)]
    [InlineData("", false)]
    public void Resource_CoversItsQueue_InEveryForm(string resource, bool covers) => Assert.Equal(covers, new PolicyResource(resource).Covers(Queue));

    [Theory]
    [InlineData("*", true)]
    [InlineData("sqs:*", true)]
    [InlineData("SQS:sendmessage", true)]
    [InlineData("sqs:*Message*", true)]
    [InlineData("sqs:?endMessage", true)]
    [InlineData("sqs:Fly", false)]
    [InlineData("SendMessage", false)]
    [InlineData("sns:Publish", false)]
    [InlineData("", false)]
    public void Action_IsKnown_WhateverItsCase(string action, bool known) => Assert.Equal(known, new PolicyAction(action).IsKnown);

    [Fact]
    public void Action_IsComparedWithoutCase()
    {
        Assert.Equal(PolicyAction.SendMessage, new PolicyAction("SQS:sendMessage"));
        Assert.Equal(PolicyAction.SendMessage.GetHashCode(), new PolicyAction("SQS:sendMessage").GetHashCode());
        Assert.True(new PolicyAction("sqs:send*").Matches(PolicyAction.SendMessage));
        Assert.False(PolicyAction.SendMessage.Matches(PolicyAction.All));
    }

    [Theory]
    [InlineData("StringEquals", true)]
    [InlineData("stringequalsifexists", true)]
    [InlineData("ForAllValues:StringLike", true)]
    [InlineData("ForAnyValue:StringNotLikeIfExists", true)]
    [InlineData("datelt", true)]
    [InlineData("Null", true)]
    [InlineData("NullIfExists", false)]
    [InlineData("IfExists", false)]
    [InlineData("ForSome:StringEquals", false)]
    [InlineData("StringEqual", false)]
    [InlineData("ForAllValues:ForAnyValue:StringEquals", false)]
    public void Operator_IsKnown_WithPrefixAndSuffix(string text, bool known) => Assert.Equal(known, new PolicyOperator(text).IsKnown);

    [Fact]
    public void Operator_IsPutTogether() =>
        Assert.Equal("ForAnyValue:ArnLikeIfExists", PolicyOperator.ArnLike.IfExists.ForAnyValue.Value);

    [Theory]
    [InlineData("111122223333", "111122223333")]
    [InlineData("1111-2222-3333", "111122223333")]
    [InlineData("arn:aws:iam::111122223333:root", "111122223333")]
    [InlineData("arn:aws:iam::111122223333:user/root", null)]
    [InlineData("AIDACKCEVSQ6C2EXAMPLE", null)]
    [InlineData("*", null)]
    public void Principal_OfAWholeAccount_IsTheSameInEveryForm(string text, string? account)
    {
        var principal = new PolicyPrincipal(PrincipalKind.Aws, text);

        Assert.Equal(account, principal.AccountId);
        Assert.True(principal.IsWellFormed);
        Assert.Equal(account is not null, principal == PolicyPrincipal.Account("111122223333"));
    }

    [Fact]
    public void Variables_AreWrittenAsTheLanguageHasThem()
    {
        Assert.Equal("${aws:username}", PolicyVariable.Of("aws:username"));
        Assert.Equal("${aws:PrincipalTag/team, 'none'}", PolicyVariable.Of("aws:PrincipalTag/team", "none"));
        Assert.Equal("a${*}b${?}c${$}{d}", PolicyVariable.Literal("a*b?c${d}"));
        Assert.True(Wildcard.Matches(PolicyVariable.Literal("a*b?c${d}"), "a*b?c${d}"));
        Assert.Equal("key", Assert.Throws<SqsValidationException>(() => PolicyVariable.Of("aws:*")).Member);
        Assert.Equal("fallback", Assert.Throws<SqsValidationException>(() => PolicyVariable.Of("aws:username", "it's")).Member);
    }

    private static string Expression(string piece) => piece switch
    {
        "*" or "${x:y}" => ".*",
        "?" => ".",
        "${*}" or "${?}" or "${$}" => Regex.Escape(piece[2..3]),

        // A lone dollar may open a variable together with what follows; the generator has no brace that opens.
        _ => Regex.Escape(piece),
    };
}
