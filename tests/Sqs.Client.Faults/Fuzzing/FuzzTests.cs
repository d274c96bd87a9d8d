namespace Sqs.Client.Faults.Fuzzing;

/// <summary>Short runs of <c>fuzz</c>, each in a process of its own; the long ones are behind the same word on the command line.</summary>
public sealed class FuzzTests
{
    private const long MiB = 1 << 20;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task Answers_DamagedByChance_AreRefusedByTheLibrarysOwnExceptionsOrAreWhatTheirDigestsSay()
    {
        var run = await ChildRun.OfAsync("fuzz --target response --count 20000 --seed 1", Longest, 256 * MiB);

        AssertGood(run);
        Assert.Equal(20_000, run.Figure("cases"));
        Assert.InRange(run.Figure("peak memory, MiB"), 1, 400);
        Assert.InRange(run.Count(FuzzCase.Accepted), 500, 10_000); // neither all dead on arrival, nor all undamaged
        Assert.InRange(run.Count(nameof(SqsResponseException)), 5_000, 19_000);
    }

    [Fact]
    public async Task Requests_DamagedByChance_AreAnsweredOrClosedAndTheServerGoesOn()
    {
        var run = await ChildRun.OfAsync("fuzz --target request --count 1500 --seed 1", Longest, 256 * MiB);

        AssertGood(run);
        Assert.Equal(1_500, run.Figure("cases"));
        Assert.InRange(run.Figure("peak memory, MiB"), 1, 500);
        Assert.InRange(run.Count("200"), 50, 1_000);
        Assert.InRange(run.Count("400"), 300, 1_400);
        Assert.InRange(run.Count("raw 403"), 5, 500); // signatures of damaged requests are refused
    }

    [Theory]
    [InlineData("query")]
    [InlineData("json")]
    public async Task Documents_ThatMeanHarm_CostNeitherTheProcessNorTimeNorMemory(string protocol)
    {
        var run = await ChildRun.OfAsync($"fuzz --target hostile --protocol {protocol}", Longest, 1024 * MiB);

        AssertGood(run);
        Assert.InRange(run.Figure("documents"), 3_000, 100_000);
    }

    [Fact]
    public async Task Case_OfASeed_IsTheSameAgain()
    {
        var first = await ChildRun.OfAsync("fuzz --target response --protocol json --count 300 --seed 5 --from 77", Longest, 256 * MiB);
        var second = await ChildRun.OfAsync("fuzz --target response --protocol json --count 300 --seed 5 --from 77", Longest, 256 * MiB);

        AssertGood(first);
        foreach (var outcome in new[] { FuzzCase.Accepted, nameof(SqsResponseException), nameof(SqsException) })
        {
            Assert.Equal(first.Count(outcome), second.Count(outcome));
        }
    }

    private static void AssertGood(ChildRun run)
    {
        Assert.True(run.ExitCode == 0, run.End);
        Assert.Equal(0, run.Figure("failures"));
    }
}
