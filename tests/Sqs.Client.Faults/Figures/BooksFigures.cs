using Sqs.Client.Faults.Books;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Faults.Figures;

/// <summary>The runs that stand behind figures 13-21: what happens to messages under faults, beside the same run without.</summary>
internal sealed class BooksFigures(FigureSheet sheet, Action<BooksReport> report)
{
    /// <summary>The runs by the number of their figure.</summary>
    public IReadOnlyDictionary<int, Func<Task>> Runs => new Dictionary<int, Func<Task>>
    {
        [13] = ModerateAsync,
        [14] = HeavyAsync,
        [15] = FifoAsync,
        [16] = DamagedAsync,
        [17] = PartOfBatchAsync,
        [18] = OutageAsync,
        [19] = HangAsync,
        [20] = SlowAsync,
        [21] = TwiceAsync,
    };

    private async Task ModerateAsync()
    {
        const int N = 10_000;
        var plan = new BooksPlan("moderate", 1) { Messages = N, Faults = FaultMix.Moderate() };
        var calm = await RunAsync(plan with { Name = "no faults", Faults = [] });
        var runs = await RunAllAsync(plan, seeds: 5);
        sheet.Balanced("13 moderate, 5 x 10,000", runs);
        sheet.AtMost("13 copies in a run", 1.5 * N * 0.0475 / (1 - 0.1075), runs.Max(run => run.Ledger.Copies));
        sheet.AtMost("13 failed sends and other calls, %", 0.5, runs.Max(run => run.SurfacedShare) * 100);
        sheet.AtMost("13 seconds", (3 * calm.Elapsed.TotalSeconds) + 60, runs.Max(run => run.Elapsed.TotalSeconds));
    }

    private async Task HeavyAsync()
    {
        // On loopback everything is sent in less time than one silence takes, so a rate there says how many silences there were. A service is some way off.
        var plan = new BooksPlan("heavy", 1) { Messages = 5000, Faults = FaultMix.Heavy() };
        var near = await RunAllAsync(plan, seeds: 3);
        var farPlan = plan with { Name = "heavy, 20 ms away", Latency = TimeSpan.FromMilliseconds(20) };
        var calm = await RunAsync(farPlan with { Name = "no faults, 20 ms away", Faults = [] });
        var far = await RunAllAsync(farPlan, seeds: 3);
        sheet.Balanced("14 heavy, 2 x 3 x 5,000", [.. near, .. far]);
        sheet.AtLeast("14 % of the rate without faults, 20 ms away", 20, far.Min(run => calm.Sending / run.Sending) * 100);
    }

    private async Task FifoAsync()
    {
        var plan = new BooksPlan("FIFO moderate", 1) { Messages = 5000, Groups = 50, Faults = FaultChoice.ForFifo(FaultMix.Moderate()), VisibilityTimeout = TimeSpan.FromSeconds(10) };
        var runs = await RunAllAsync(plan, seeds: 5);
        sheet.Balanced("15 FIFO moderate, 5 x 5,000 in 50 groups, no copies, order kept", runs);
    }

    private async Task DamagedAsync()
    {
        var plan = new BooksPlan("bad-md5 and bad-body", 1) { Messages = 2000, Faults = [new() { Fault = Fault.CorruptBodyDigest(), Rate = 0.2 }, new() { Fault = Fault.CorruptBody(), Rate = 0.25 }] };
        sheet.Balanced("16 20 % wrong digests and 20 % damaged bodies: none of them delivered", await RunAllAsync(plan, seeds: 5));
    }

    private async Task PartOfBatchAsync()
    {
        var plan = new BooksPlan("batch-part", 1) { Messages = 5000, Style = BooksStyle.Buffered, Faults = FaultChoice.Named("batch-part", 0.3) };
        var calm = await RunAsync(plan with { Name = "no faults, buffered", Faults = [] });
        var runs = await RunAllAsync(plan, seeds: 5);
        sheet.Balanced("17 part of a batch 30 %, buffered", runs);
        sheet.AtMost("17 requests that send, times those without faults", 2, runs.Max(run => (double)Sends(run) / Sends(calm)));
    }

    private static long Sends(BooksReport run) => run.Attempts.Where(pair => pair.Key.StartsWith("Send", StringComparison.Ordinal)).Sum(pair => pair.Value);

    private async Task OutageAsync()
    {
        var plan = new BooksPlan("outage", 1) { Messages = 200_000, Faults = FaultMix.Outage(), CalmsDown = true, Duration = TimeSpan.FromMinutes(1) };
        var plain = await RunAsync(plan);
        var buffered = await RunAsync(plan with { Name = "outage, buffered", Style = BooksStyle.Buffered });
        sheet.Balanced("18 outage of 60 s", [plain, buffered]);
        sheet.AtMost("18 attempts per call after the first second", 1.15, plain.AttemptsPerCallInTheOutage);
        sheet.AtMost("18 seconds to the first success", 5, new[] { plain, buffered }.Max(run => run.Recovery?.TotalSeconds ?? double.PositiveInfinity));
        sheet.AtMost("18 growth in MB, buffered", 20, (buffered.MostBytes - buffered.BytesAtFirst) / 1e6);
    }

    private async Task HangAsync()
    {
        var plan = new BooksPlan("hang", 1)
        {
            Messages = 2000,
            Wait = TimeSpan.Zero,
            Faults = [new() { Fault = Fault.Hang(), Rate = 0.05 }, new() { Fault = Fault.Hang(FaultMoment.AfterAction), Rate = 0.05 }],
        };
        var runs = await RunAllAsync(plan, seeds: 3);
        sheet.Balanced("19 silence before 5 % and after 5 %", runs);
        sheet.AtMost("19 longest call in s, at 3 attempts of 2 s", 6.5, runs.Max(run => run.Ledger.LongestCall.TotalSeconds));
        sheet.AtMost("19 sockets 5 s later", 0, runs.Max(run => run.SocketsAfterwards));
    }

    private async Task SlowAsync()
    {
        var slow = new BooksPlan("slow", 1) { Messages = 500, Faults = FaultChoice.Named("slow", 1) };
        var drip = new BooksPlan("1 byte a second", 1)
        {
            Messages = 60,
            Senders = 4,
            Receivers = 4,
            Wait = TimeSpan.Zero,
            Faults = [new() { Fault = Fault.SlowAnswer(1_000_000, TimeSpan.FromSeconds(1)) }],
            CalmsDown = true,
        };
        var dripping = await RunAsync(drip);
        sheet.Balanced("20 all answers slow; a byte a second", [await RunAsync(slow), dripping]);
        sheet.AtMost("20 longest call in s, at 3 attempts of 2 s", 6.5, dripping.Ledger.LongestCall.TotalSeconds);
    }

    private async Task TwiceAsync()
    {
        var runs = await RunAllAsync(new BooksPlan("twice", 1) { Messages = 5000, Faults = FaultChoice.Named("twice", 0.2) }, seeds: 5);
        sheet.Balanced("21 handed out twice 20 %", runs);
        sheet.AtLeast("21 second deliveries in all runs", 1, runs.Sum(run => run.Ledger.Again));
        sheet.AtMost("21 failed calls", 0, runs.Max(run => run.Ledger.Surfaced.Values.Sum()));
    }

    private async Task<IReadOnlyList<BooksReport>> RunAllAsync(BooksPlan plan, int seeds)
    {
        List<BooksReport> runs = [];
        for (var seed = 1; seed <= seeds; seed++)
        {
            runs.Add(await RunAsync(plan with { Seed = seed }));
        }

        return runs;
    }

    private async Task<BooksReport> RunAsync(BooksPlan plan)
    {
        var run = await BooksRun.RunAsync(plan);
        report(run);
        return run;
    }
}
