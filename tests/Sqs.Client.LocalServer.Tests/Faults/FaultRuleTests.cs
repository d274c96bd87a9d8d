using System.Collections.Concurrent;

namespace Sqs.Client.LocalServer.Tests.Faults;

/// <summary>Which requests a rule picks: by action, queue, number, chance and script.</summary>
public sealed class FaultRuleTests
{
    [Fact]
    public async Task Rule_PicksByActionAndQueue()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("a");
        await server.CreateAsync("b");
        var one = server.Server.Faults.Add(new FaultRule { Action = "SendMessage", Queue = "a", Fault = Fault.InternalError() });
        var all = server.Server.Faults.Add(new FaultRule { Queue = "b", Fault = Fault.ServiceUnavailable() });
        Assert.Equal(500, (await server.FailAsync("SendMessage", "a", "MessageBody=x")).Status);
        Assert.Equal(500, (await server.PostAsync($"Action=SendMessage&MessageBody=x&QueueUrl={Uri.EscapeDataString(server.UrlOf("a"))}")).Status);
        Assert.Equal(200, (await server.FailAsync("ReceiveMessage", "a")).Status);
        Assert.Equal(503, (await server.FailAsync("SendMessage", "b", "MessageBody=x")).Status);
        Assert.Equal(503, (await server.PostAsync("Action=GetQueueUrl&QueueName=b")).Status);
        Assert.Equal(200, (await server.PostAsync("Action=GetQueueUrl&QueueName=a")).Status);
        Assert.Equal(200, (await server.PostAsync("Action=ListQueues")).Status);
        Assert.Equal((2, 2, 4), (one.Fired, all.Fired, server.Server.Faults.Fired));
    }

    [Fact]
    public async Task Rule_EndsAfterItsTimes_OrItsScript_OrWhenRemoved()
    {
        await using var server = await TestServer.StartAsync();
        var faults = server.Server.Faults;
        var script = faults.Add(new FaultRule { Script = [Fault.InternalError(), Fault.None, Fault.ServiceUnavailable()] });
        var times = faults.Add(new FaultRule { Fault = Fault.Throttle(), Times = 2 });
        Assert.Equal([500, 200, 503, 403, 403, 200], await StatusesAsync(server, 6));
        Assert.Equal((3, 6, 2, 6, 5), (script.Fired, script.Seen, times.Fired, times.Seen, faults.Fired));

        var forever = faults.Add(new FaultRule { Fault = Fault.InternalError() });
        Assert.Equal([500, 500, 500], await StatusesAsync(server, 3));
        forever.Remove();
        forever.Remove();
        Assert.Equal([200], await StatusesAsync(server, 1));
        _ = faults.Add(new FaultRule { Fault = Fault.InternalError() });
        faults.Clear();
        Assert.Equal([200], await StatusesAsync(server, 1));
        Assert.Equal((3, 8), (forever.Fired, faults.Fired));
    }

    [Fact]
    public async Task Script_WaitsForTheActionThatAStepCanHappenTo()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        _ = server.Server.Faults.Add(new FaultRule { Script = [Fault.ExpiredReceiptHandle(), Fault.InternalError()] });
        Assert.Equal(200, (await server.PostAsync("Action=ListQueues")).Status);
        Assert.Equal(400, (await server.FailAsync("DeleteMessage", "q", "ReceiptHandle=x")).Status);
        Assert.Equal(500, (await server.PostAsync("Action=ListQueues")).Status);
    }

    [Fact]
    public async Task Rate_RepeatsBySeed()
    {
        var runs = new List<IReadOnlyList<int>>();
        foreach (var seed in new[] { 7, 7, 8 })
        {
            await using var server = await TestServer.StartAsync(options => options.FaultSeed = seed);
            Assert.Equal(seed, server.Server.Faults.Seed);
            Add(server);
            runs.Add(await StatusesAsync(server, 400));
            server.Server.Faults.Clear();
            Add(server);
            Assert.Equal(runs[^1], await StatusesAsync(server, 400));
        }

        Assert.Equal(runs[0], runs[1]);
        Assert.NotEqual(runs[0], runs[2]);
        Assert.All(runs, run => Assert.InRange(run.Count(status => status == 500), 40, 120));
        Assert.All(runs, run => Assert.InRange(run.Count(status => status == 503), 80, 200));

        static void Add(TestServer server)
        {
            _ = server.Server.Faults.Add(new FaultRule { Fault = Fault.InternalError(), Rate = 0.2 });
            _ = server.Server.Faults.Add(new FaultRule { Fault = Fault.ServiceUnavailable(), Rate = 0.4 });
        }
    }

    [Fact]
    public async Task Rate_DoesNotDependOnOtherRules()
    {
        var patterns = new List<long[]>();
        foreach (var isAccompanied in new[] { false, true })
        {
            await using var server = await TestServer.StartAsync();
            var rate = server.Server.Faults.Add(new FaultRule { Action = "ListQueues", Fault = Fault.InternalError(), Rate = 0.5 });
            if (isAccompanied)
            {
                _ = server.Server.Faults.Add(new FaultRule { Fault = Fault.Throttle(), Rate = 0.5 });
            }

            var pattern = new long[50];
            for (var at = 0; at < pattern.Length; at++)
            {
                _ = await server.PostAsync("Action=ListQueues");
                pattern[at] = rate.Fired;
            }

            patterns.Add(pattern);
        }

        Assert.Equal(patterns[0], patterns[1]);
    }

    [Fact]
    public async Task Rates_OfZeroAndOne_AreNeverAndAlways()
    {
        await using var server = await TestServer.StartAsync();
        _ = server.Server.Faults.Add(new FaultRule { Fault = Fault.InternalError(), Rate = 0 });
        Assert.All(await StatusesAsync(server, 50), status => Assert.Equal(200, status));
        _ = server.Server.Faults.Add(new FaultRule { Fault = Fault.Throttle() });
        Assert.All(await StatusesAsync(server, 50), status => Assert.Equal(403, status));
    }

    [Fact]
    public async Task Rules_UnderManyCallers_FireExactlyAsOftenAsTheySay()
    {
        await using var server = await TestServer.StartAsync();
        await server.CreateAsync("q");
        var faults = server.Server.Faults;
        var times = faults.Add(new FaultRule { Action = "SendMessage", Fault = Fault.Throttle(), Times = 100 });
        var script = faults.Add(new FaultRule { Action = "SendMessage", Script = [.. Enumerable.Repeat(Fault.InternalError(FaultMoment.AfterAction), 60)] });
        var rate = faults.Add(new FaultRule { Action = "SendMessage", Fault = Fault.ServiceUnavailable(), Rate = 0.25 });
        var statuses = new ConcurrentQueue<int>();
        await Task.WhenAll(Enumerable.Range(0, 32).Select(caller => Task.Run(async () =>
        {
            for (var at = 0; at < 25; at++)
            {
                statuses.Enqueue((await server.FailAsync("SendMessage", "q", "MessageBody=x")).Status);
                faults.Add(new FaultRule { Queue = "other", Fault = Fault.Reset() }).Remove();
            }
        })));
        Assert.Equal((800, 100, 60), (statuses.Count, statuses.Count(status => status == 403), statuses.Count(status => status == 500)));
        Assert.Equal((100, 60, 800, 800), (times.Fired, script.Fired, rate.Seen, script.Seen));
        Assert.Equal(rate.Fired, statuses.Count(status => status == 503));
        Assert.InRange(rate.Fired, 100, 220);
        Assert.Equal(statuses.Count(status => status == 200) + 60, await server.StoredAsync("q"));
    }

    [Fact]
    public async Task Request_ThatIsRefusedAnyway_UsesNothingUp()
    {
        await using var server = await TestServer.StartAsync(options => options.VerifySignatures = true);
        var active = server.Server.Faults.Add(new FaultRule { Fault = Fault.InternalError() });
        Assert.Equal(403, (await server.PostAsync("Action=ListQueues")).Status);
        Assert.Equal((0, 0), (active.Seen, active.Fired));
    }

    [Fact]
    public async Task Rules_ThatCannotBe_AreRefused()
    {
        await using var server = await TestServer.StartAsync();
        var faults = server.Server.Faults;
        foreach (var rule in new[]
        {
            new FaultRule(),
            new FaultRule { Fault = Fault.Reset(), Script = [Fault.Reset()] },
            new FaultRule { Script = [null!] },
            new FaultRule { Script = null! },
            new FaultRule { Fault = Fault.Reset(), Rate = 1.1 },
            new FaultRule { Fault = Fault.Reset(), Rate = double.NaN },
            new FaultRule { Fault = Fault.Reset(), Times = 0 },
            new FaultRule { Fault = Fault.Reset(), Action = "SendMesage" },
            new FaultRule { Fault = Fault.CorruptBody(), Action = "SendMessage" },
            new FaultRule { Script = [Fault.Reset(), Fault.PartOfBatch()], Action = "SendMessage" },
        })
        {
            Assert.Throws<ArgumentException>(() => faults.Add(rule));
        }

        Assert.Throws<ArgumentNullException>(() => faults.Add(null!));
        Assert.Throws<ArgumentException>(() => Fault.Error(" ", 500));
        Assert.Throws<ArgumentException>(() => Fault.PartOfBatch(code: ""));
        Assert.Throws<ArgumentException>(() => Fault.None with { Date = "a\r\nb" });
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Error("x", 200));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.CutAnswer(share: 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.SlowAnswer(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Fault.Delay(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public void Fault_SaysWhatItIs() => Assert.Equal(
        ["None", "Error RequestThrottled 403 BeforeAction", "Reset AfterAction", "Cut Chunked Hang", "CorruptBody AfterAction"],
        new[] { Fault.None, Fault.Throttle(), Fault.Reset(FaultMoment.AfterAction), Fault.CutAnswer(CutEnding.Hang, AnswerFraming.Chunked), Fault.CorruptBody() }.Select(fault => fault.ToString()));

    private static async Task<IReadOnlyList<int>> StatusesAsync(TestServer server, int count)
    {
        var statuses = new int[count];
        for (var at = 0; at < count; at++)
        {
            statuses[at] = (await server.PostAsync("Action=ListQueues")).Status;
        }

        return statuses;
    }
}
