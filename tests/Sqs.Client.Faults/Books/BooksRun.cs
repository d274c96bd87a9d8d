namespace Sqs.Client.Faults.Books;

/// <summary>Sends, receives and deletes under faults until the queue is empty, and closes the books.</summary>
internal sealed class BooksRun
{
    private static readonly TimeSpan FirstSecond = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly BooksPlan _plan;
    private readonly BooksScene _scene;
    private readonly TimeProvider _time;
    private readonly Ledger _ledger;
    private readonly AttemptCount _attempts = new();
    private readonly long _started;
    private long _sent;
    private long? _calm;
    private double _attemptsPerCall = double.NaN;

    private BooksRun(BooksPlan plan, BooksScene scene, TimeProvider time)
    {
        (_plan, _scene, _time, _started) = (plan, scene, time, time.GetTimestamp());
        _ledger = new Ledger(plan.Messages, time);
    }

    /// <summary>A run on the embedded server.</summary>
    public static async Task<BooksReport> RunAsync(BooksPlan plan)
    {
        await using var scene = await BooksScene.StartAsync(plan);
        return await RunAsync(plan, scene);
    }

    public static Task<BooksReport> RunAsync(BooksPlan plan, BooksScene scene) => new BooksRun(plan, scene, TimeProvider.System).RunAsync();

    private async Task<BooksReport> RunAsync()
    {
        await using var gauges = new Gauges(_scene.Port);
        var left = await WorkAsync();
        var elapsed = _time.GetElapsedTime(_started);
        var sockets = await SocketsAfterwardsAsync(gauges);
        return new BooksReport
        {
            Plan = _plan,
            Ledger = _ledger,
            Left = left,
            Elapsed = elapsed,
            Attempts = _attempts.ByAction,
            BadSignatures = _attempts.BadSignatures,
            MostSockets = gauges.MostSockets,
            SocketsAfterwards = sockets,
            BytesAtFirst = gauges.BytesAtFirst,
            MostBytes = gauges.MostBytes,
            AttemptsPerCallInTheOutage = _attemptsPerCall,
            Sending = _time.GetElapsedTime(_started, _sent),
            Recovery = _calm is { } end && _ledger.FirstSuccess is { } first ? _time.GetElapsedTime(end, first) : null,
            Unobserved = gauges.Unobserved(),
        };
    }

    /// <summary>Sends and receives until the queue is empty or patience ends.</summary>
    /// <returns>How many messages are left.</returns>
    private async Task<int> WorkAsync()
    {
        await using var plain = _scene.NewClient(_attempts.Watch);
        await using var buffered = _plan.Style == BooksStyle.Buffered ? new BufferedSqsClient(plain) : null;
        var client = (ISqsClient?)buffered ?? plain;
        using var stop = new CancellationTokenSource();
        var receivers = new Receivers(_plan, client, _scene.QueueUrl, _ledger).RunAsync(stop.Token);
        var senders = new Senders(_plan, client, _scene.QueueUrl, _ledger, _time).RunAsync();
        await CalmAsync(senders);
        await senders;
        _sent = _time.GetTimestamp();
        var left = await EmptyAsync();
        await stop.CancelAsync();
        await receivers;
        return left;
    }

    /// <summary>Ends the faults, if the plan says so, after its duration or when everything is sent.</summary>
    private async Task CalmAsync(Task senders)
    {
        if (!_plan.CalmsDown)
        {
            return;
        }

        await Task.Delay(FirstSecond);
        var (attempts, calls) = (_attempts.Attempts, _ledger.Calls);
        await (_plan.Duration is { } duration ? Task.Delay(duration - FirstSecond) : senders);
        _attemptsPerCall = (double)(_attempts.Attempts - attempts) / (_ledger.Calls - calls);
        _ledger.WaitForSuccess();
        _scene.Calm();
        _calm = _time.GetTimestamp();
    }

    /// <summary>Waits until the queue holds nothing in any state.</summary>
    /// <returns>How many it holds when patience ends.</returns>
    private async Task<int> EmptyAsync()
    {
        for (var started = _time.GetTimestamp(); ;)
        {
            var left = await _scene.CountLeftAsync();
            if (left == 0 || _time.GetElapsedTime(started) > _plan.Patience)
            {
                return left;
            }

            await Task.Delay(Look);
        }
    }

    private async Task<long> SocketsAfterwardsAsync(Gauges gauges)
    {
        for (var started = _time.GetTimestamp(); gauges.OpenSockets > 0 && _time.GetElapsedTime(started) < TimeSpan.FromSeconds(5);)
        {
            await Task.Delay(Look);
        }

        return gauges.OpenSockets;
    }
}
