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
        var run = await ChildRun.OfAsync(
            $"{ResourcesCommand.Verb} --endpoint {service.Address.AbsoluteUri} --queue-url {service.QueueUrl} --calls 500", 512,
            ("DOTNET_ThreadPool_ForceMaxWorkerThreads", "4")); // hexadecimal

        Assert.True(run.ExitCode == 0, run.End);
        TestContext.Current.TestOutputHelper?.WriteLine($"most threads, threads at the end, milliseconds: {run.End}");
        var figures = run.End.Trim().Split(' ').Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(4, figures[0]);
        Assert.InRange(figures[2], 300, 5000);
        Assert.Equal((500, 500), (service.Requests, service.Accepted));
    }
}
