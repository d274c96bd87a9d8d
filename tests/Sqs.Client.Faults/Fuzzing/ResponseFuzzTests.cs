namespace Sqs.Client.Faults.Fuzzing;

/// <summary>Short runs of <c>fuzz</c>, each in a process of its own; the long ones are behind the same word on the command line.</summary>
public sealed class ResponseFuzzTests
{
    [Fact]
    public async Task Answers_DamagedByChance_AreRefusedByTheLibrarysOwnExceptionsOrAreWhatTheirDigestsSay()
    {
        var run = await ChildRun.OfAsync("fuzz --target response --count 20000 --seed 1", 256);

        run.AssertGood();
        Assert.Equal(20_000, run.Figure("cases"));
        Assert.InRange(run.Figure("peak memory, MiB"), 1, 400);
        Assert.InRange(run.Count(FuzzCase.Accepted), 500, 10_000); // neither all dead on arrival, nor all undamaged
        Assert.InRange(run.Count(nameof(SqsResponseException)), 5_000, 19_000);
    }

    [Fact]
    public async Task Case_OfASeed_IsTheSameAgain()
    {
        var first = await ChildRun.OfAsync("fuzz --target response --protocol json --count 300 --seed 5 --from 77", 256);
        var second = await ChildRun.OfAsync("fuzz --target response --protocol json --count 300 --seed 5 --from 77", 256);

        first.AssertGood();
        foreach (var outcome in new[] { FuzzCase.Accepted, nameof(SqsResponseException), nameof(SqsException) })
        {
            Assert.Equal(first.Count(outcome), second.Count(outcome));
        }
    }
}
