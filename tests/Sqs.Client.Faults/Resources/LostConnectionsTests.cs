using System.Diagnostics;

namespace Sqs.Client.Faults.Resources;

/// <summary>
/// All pooled connections die at once, as when a load balancer restarts. Those that died idle are replaced by the HTTP stack and cost nothing. Those that
/// die under a request cost what every broken attempt costs, for nobody can tell whether the service acted on it: the quota of a client pays 35 retries at
/// once, and the others are told to the caller.
/// </summary>
[Collection(nameof(Alone))]
public sealed class LostConnectionsTests
{
    private const int Calls = 100;
    private const int UnpaidAtMost = 65; // 500 tokens at 14 pay 35 retries

    private readonly TaskCompletionSource _allThere = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _arrived;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connections_ResetWhileIdle_AreReplacedWithoutAFailure()
    {
        await using var service = new StubService(_ => ArriveAsync());
        await using var client = StubClients.New(service.Address);
        Assert.Empty(await FailuresAsync(client, service));
        Assert.Equal((Calls, Calls), (service.Accepted, service.Open));

        await service.ResetAllAsync();
        var failures = await FailuresAsync(client, service);

        Assert.Empty(failures);
        Assert.Equal(2 * Calls, service.Requests); // no attempt was wasted
    }

    [Fact]
    public async Task Connections_ResetUnderARequest_CostRetriesWhileTheQuotaPays_AndAllWorksAgainAtOnce()
    {
        var dying = false;
        await using var service = new StubService(request =>
        {
            if (dying && request.Connection <= Calls)
            {
                request.Reset();
            }

            return ArriveAsync();
        });
        await using var client = StubClients.New(service.Address);
        Assert.Empty(await FailuresAsync(client, service));

        dying = true;
        var watch = Stopwatch.StartNew();
        var failures = await FailuresAsync(client, service);

        TestContext.Current.TestOutputHelper?.WriteLine($"{failures.Count} of {Calls} sends failed; all was over after {watch.ElapsedMilliseconds} ms");
        Assert.InRange(failures.Count, 1, UnpaidAtMost);
        Assert.All(failures, failure => Assert.True(failure.OutcomeUnknown));
        Assert.Empty(await FailuresAsync(client, service));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    /// <summary>The first hundred requests wait for one another, so that each has a connection of its own.</summary>
    private Task ArriveAsync()
    {
        if (Interlocked.Increment(ref _arrived) == Calls)
        {
            _allThere.SetResult();
        }

        return _allThere.Task;
    }

    private static async Task<IReadOnlyList<SqsConnectionException>> FailuresAsync(SqsClient client, StubService service)
    {
        var calls = Enumerable.Range(0, Calls)
            .Select(_ => client.SendMessageAsync(new SendMessageRequest { QueueUrl = service.QueueUrl, MessageBody = "x" }, Token))
            .ToList();
        var failures = new List<SqsConnectionException>();
        foreach (var call in calls)
        {
            try
            {
                _ = await call;
            }
            catch (SqsConnectionException failure)
            {
                failures.Add(failure);
            }
        }

        return failures;
    }
}
