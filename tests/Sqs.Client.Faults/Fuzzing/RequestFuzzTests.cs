namespace Sqs.Client.Faults.Fuzzing;

/// <summary>The embedded server under damaged requests, in a process of its own.</summary>
public sealed class RequestFuzzTests
{
    [Fact]
    public async Task Requests_DamagedByChance_AreAnsweredOrClosedAndTheServerGoesOn()
    {
        var run = await ChildRun.OfAsync("fuzz --target request --count 1500 --seed 1", 256);

        run.AssertGood();
        Assert.Equal(1_500, run.Figure("cases"));
        Assert.InRange(run.Figure("peak memory, MiB"), 1, 500);
        Assert.InRange(run.Count("200"), 50, 1_000);
        Assert.InRange(run.Count("400"), 300, 1_400);
        Assert.InRange(run.Count("raw 403"), 5, 500); // signatures of damaged requests are refused
    }
}
