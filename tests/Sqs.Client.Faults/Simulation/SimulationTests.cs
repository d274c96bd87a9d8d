namespace Sqs.Client.Faults.Simulation;

/// <summary>The first worlds of <c>simulate</c>. A bad one prints its seed; <c>simulate --seed N</c> repeats it.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    private const int MostMiB = 512;

    [Theory]
    [InlineData("simulate --seeds 150")]
    [InlineData("simulate --seed 1000 --seeds 30 --twice")] // the same world each time
    public async Task Worlds_LoseNothingAndHangNowhere(string command)
    {
        var run = await ChildRun.OfAsync(command, MostMiB);
        output.WriteLine(run.End);
        Assert.Equal(0, run.ExitCode);
    }
}
