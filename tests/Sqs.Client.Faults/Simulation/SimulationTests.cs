using System.Diagnostics;

namespace Sqs.Client.Faults.Simulation;

/// <summary>The first worlds of <c>simulate</c>. A bad one prints its seed; <c>simulate --seed N</c> repeats it.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Worlds_OfTheFirstSeeds_LoseNothingAndHangNowhere() => Assert.Equal(0, await SimulateAsync("--seeds", "150"));

    [Fact]
    public async Task Worlds_LivedThroughTwice_AreTheSame() => Assert.Equal(0, await SimulateAsync("--seeds", "30", "--seed", "1000", "--twice"));

    private async Task<int> SimulateAsync(params IEnumerable<string> words)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["simulate", .. words]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var child = Process.Start(start)!;
        output.WriteLine(await child.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        await child.WaitForExitAsync(TestContext.Current.CancellationToken);
        return child.ExitCode;
    }
}
