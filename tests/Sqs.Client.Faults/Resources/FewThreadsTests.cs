using System.Diagnostics;
using System.Globalization;

namespace Sqs.Client.Faults.Resources;

/// <summary>No call blocks a thread: with four of them five hundred calls take as long as with as many as there are calls.</summary>
[Collection(nameof(Alone))]
public sealed class FewThreadsTests
{
    [Fact]
    public async Task FiveHundredCalls_OnFourThreads_TakeAsLongAsTheServiceDoes()
    {
        await using var service = new StubService(static _ => Task.Delay(300));
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var word in new[] { ResourcesCommand.Verb, "--endpoint", service.Address.AbsoluteUri, "--queue-url", service.QueueUrl, "--calls", "500" })
        {
            start.ArgumentList.Add(word);
        }

        start.Environment["DOTNET_ThreadPool_ForceMaxWorkerThreads"] = "4"; // hexadecimal
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.True(process.ExitCode == 0, await errors);
        var said = (await output).Trim();
        TestContext.Current.TestOutputHelper?.WriteLine($"most threads, threads at the end, milliseconds: {said}");
        var figures = said.Split(' ').Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(4, figures[0]);
        Assert.InRange(figures[2], 300, 5000);
        Assert.Equal((500, 500), (service.Requests, service.Accepted));
    }
}
