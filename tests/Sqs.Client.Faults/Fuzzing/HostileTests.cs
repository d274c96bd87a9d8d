namespace Sqs.Client.Faults.Fuzzing;

/// <summary>The client under documents that mean harm, in a process of its own.</summary>
public sealed class HostileTests
{
    [Theory]
    [InlineData("query")]
    [InlineData("json")]
    public async Task Documents_ThatMeanHarm_CostNeitherTheProcessNorTimeNorMemory(string protocol)
    {
        var run = await ChildRun.OfAsync($"fuzz --target hostile --protocol {protocol}", 1024);

        run.AssertGood();
        Assert.InRange(run.Figure("documents"), 3_000, 100_000);
    }
}
