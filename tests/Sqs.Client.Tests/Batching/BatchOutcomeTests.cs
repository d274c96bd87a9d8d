using Sqs.Client.Batching;

namespace Sqs.Client.Tests.Batching;

public sealed class BatchOutcomeTests
{
    [Fact]
    public void Scatter_FirstWins_StrangersAreCounted_MissingAreUnknown()
    {
        var outcomes = BatchOutcome.Scatter(
            3,
            [("1", new BatchOutcome<string>(Fate.Done, "one", null)), ("1", new(Fate.Again, null, null)), ("3", new(Fate.Done, "?", null)), ("01", new(Fate.Done, "?", null)), ("2", new(Fate.Refused, null, null))],
            out var strangers);

        Assert.Equal([Fate.Unknown, Fate.Done, Fate.Refused], outcomes.Select(outcome => outcome.Fate));
        Assert.Equal("one", outcomes[1].Result);
        Assert.Equal(2, strangers);
    }
}
