namespace Sqs.Client.Processing.Tests.Failures;

public sealed class FailureRulesTests
{
    [Fact]
    public void Rules_AreAskedInOrder_ByTypeAndByFunction()
    {
        var rules = new FailureRules()
            .On<ArgumentNullException>(FailureAction.Retry)
            .On<ArgumentException>(FailureAction.Delete)
            .On(static exception => exception.Message.Length > 3 ? FailureAction.DeadLetter : null);

        Assert.Equal(3, rules.Count);
        Assert.Equal(FailureAction.Retry, Ask(rules, new ArgumentNullException("x")));
        Assert.Equal(FailureAction.Delete, Ask(rules, new ArgumentOutOfRangeException("x")));
        Assert.Equal(FailureAction.DeadLetter, Ask(rules, new InvalidOperationException("long")));
        Assert.Null(Ask(rules, new InvalidOperationException("abc")));
    }

    [Fact]
    public void Rules_ThatAreAddedLater_DoNotChangeWhatWasTaken()
    {
        var rules = new FailureRules();
        var taken = rules.Freeze();
        _ = rules.On<Exception>(FailureAction.Delete);
        Assert.Empty(taken);
        Assert.Single(rules.Freeze());
    }

    [Fact]
    public void Rules_ThatMakeNoSense_AreRefused()
    {
        Assert.Equal("action", Assert.Throws<ArgumentOutOfRangeException>(() => new FailureRules().On<Exception>((FailureAction)7)).ParamName);
        Assert.Equal("rule", Assert.Throws<ArgumentNullException>(() => new FailureRules().On(null!)).ParamName);
    }

    private static FailureAction? Ask(FailureRules rules, Exception exception) =>
        rules.Freeze().Select(rule => rule(exception)).FirstOrDefault(static action => action is not null);
}
