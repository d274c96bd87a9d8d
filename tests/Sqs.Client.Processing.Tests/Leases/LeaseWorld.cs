namespace Sqs.Client.Processing.Tests.Leases;

/// <summary>One random schedule and the books about it: what was taken, what was asked of the service, and how each hold ended.</summary>
internal sealed class LeaseWorld : IAsyncDisposable
{
    private const string Batch = "ChangeMessageVisibilityBatch";

    private readonly Random _random;
    private readonly int _seed;
    private readonly bool _fails;
    private readonly LeaseStage _stage;
    private readonly List<Delivery> _taken = [];
    private readonly Dictionary<string, Delivery> _byHandle = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _ceilings = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private readonly List<Task> _settlements = [];
    private readonly List<string> _offences = [];
    private int _mostHeld;

    private LeaseWorld(int seed, bool fails, Random random, LeaseStage stage)
    {
        (_seed, _fails, _random, _stage) = (seed, fails, random, stage);
        stage.Service.OnCall = Look;
    }

    private IReadOnlyList<Delivery> Held => _taken.FindAll(static delivery => !delivery.Ended.IsCompleted);

    public static async Task<LeaseWorld> StartAsync(int seed, bool fails)
    {
        var random = new Random(seed);
        var visibility = random.Next(1, 61);
        var chance = new Random(seed);
        var gate = new Lock();
        var stage = await LeaseStage.StartAsync(visibility, visibility * random.Next(1, 20), isFifo: random.Next(2) == 0, random: () =>
        {
            lock (gate)
            {
                return chance.NextDouble();
            }
        });
        return new LeaseWorld(seed, fails, random, stage);
    }

    public async Task RunAsync()
    {
        for (var step = _random.Next(10, 40); step > 0; step--)
        {
            Step();
            await _stage.AdvanceAsync(_stage.Settings.Visibility * _random.NextDouble() / 2);
            Check();
        }
    }

    /// <summary>Stops, and looks at the books.</summary>
    public async Task CheckEndsAsync()
    {
        Script(static (_, _) => null, static _ => null);
        foreach (var delivery in Held.Where(_ => _random.Next(2) == 0))
        {
            Settle(delivery);
        }

        var settled = Task.WhenAll(_settlements.Select(SwallowAsync));
        await _stage.AdvanceUntilAsync(() => settled.IsCompleted);
        await _stage.Keeper.StopAsync(default);
        var ends = await Task.WhenAll(_taken.Select(delivery => delivery.Ended));
        Assert.Equal(0, _stage.Keeper.Held);
        Assert.Equal(0, _stage.CountOf("sqs.processing.messages.held"));
        Assert.Equal(_taken.Count, _stage.CountOf("sqs.processing.leases.ended"));
        Assert.Equal(ends.Count(end => end == LeaseEnd.Lost), _taken.Count(delivery => delivery.LeaseLost.IsCancellationRequested));
        Assert.All(_taken.Zip(ends), pair => Assert.True(
            pair.Second == LeaseEnd.Completed || pair.Second == LeaseEnd.DeleteLost || !_stage.Service.IsDeleted(pair.First.Message.ReceiptHandle), Story(pair.First)));
        CheckCosts();
        Assert.True(_offences.Count == 0, string.Join(Environment.NewLine, _offences));
    }

    public ValueTask DisposeAsync() => _stage.DisposeAsync();

    private static async Task SwallowAsync(Task task) => await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private void Step()
    {
        switch (_random.Next(_fails ? 8 : 6))
        {
            case 0 or 1:
                Take(_random.Next(1, 31));
                break;
            case 2 or 3:
                foreach (var delivery in Held.Where(_ => _random.Next(4) == 0))
                {
                    Settle(delivery);
                }

                break;
            case 4:
                Delivery[] some = [.. _taken.Where(_ => _random.Next(6) == 0)];
                _settlements.Add(_stage.Keeper.ReleaseAsync(some, "test", default));
                break;
            case 5:
                foreach (var delivery in Held.Where(_ => _random.Next(6) == 0))
                {
                    _settlements.Add(delivery.ExtendAsync(TimeSpan.FromSeconds(_random.Next(1, 200))));
                }

                break;
            case 6:
                Fail();
                break;
            default:
                Script(static (_, _) => null, static _ => null);
                break;
        }
    }

    private void Take(int count)
    {
        // The service gave its answer some time ago, within the poll.
        var ended = _stage.Now;
        foreach (var delivery in _stage.Keeper.Take(_stage.Service.Receive(count, _stage.Settings.Visibility), ended - TimeSpan.FromSeconds(_random.NextDouble() * 3), ended))
        {
            _taken.Add(delivery);
            _byHandle.Add(delivery.Message.ReceiptHandle, delivery);
            _ceilings.Add(delivery.Message.ReceiptHandle, _stage.Clock.GetUtcNow() + _stage.Settings.MaxVisibility);
        }

        _mostHeld = Math.Max(_mostHeld, _stage.Keeper.Held);
    }

    private void Settle(Delivery delivery) =>
        _settlements.Add(_random.Next(2) == 0 ? delivery.CompleteAsync() : delivery.AbandonAsync(TimeSpan.FromSeconds(_random.Next(0, 100))));

    private void Fail()
    {
        var kind = _random.Next(4);
        var share = _random.Next(1, 5);
        if (kind == 0)
        {
            foreach (var delivery in Held.Where(_ => _random.Next(8) == 0))
            {
                _ = _refused.Add(delivery.Message.ReceiptHandle);
            }
        }

        Script(
            (_, handle) => kind == 1 && handle.GetHashCode(StringComparison.Ordinal) % share == 0 ? ("InternalError", false) : null,
            _ => kind == 2 ? new SqsConnectionException("down") : kind == 3 ? new SqsThrottledException("slow down") : null);
    }

    private void Script(Func<string, string, (string, bool)?> entries, Func<string, Exception?> calls)
    {
        HashSet<string> refused = [.. _refused];
        _stage.Service.EntryFate = (action, handle) => refused.Contains(handle) ? ("ReceiptHandleIsInvalid", true) : entries(action, handle);
        _stage.Service.CallFate = calls;
    }

    /// <summary>Looks at a call as it comes in: it may come from any thread.</summary>
    private void Look(ScriptedService.Seen call)
    {
        foreach (var (handle, seconds) in call.Entries)
        {
            var isLost = _byHandle.TryGetValue(handle, out var delivery) && delivery.LeaseLost.IsCancellationRequested;
            if (isLost)
            {
                Offend($"{call.Action} for {handle} although it is lost");
            }

            if (call.Action == Batch && seconds > 0 && delivery is not null && !delivery.Lease.Settlement.IsCompleted)
            {
                continue; // given back with a delay, or extended while it is deleted
            }

            if (call.Action == Batch && seconds > 0 && delivery?.Lease.Phase == LeasePhase.Held && call.At + TimeSpan.FromSeconds(seconds.Value) > _ceilings[handle])
            {
                Offend($"{handle} is extended past its ceiling");
            }
        }
    }

    /// <summary>What must hold at every moment.</summary>
    private void Check()
    {
        var now = _stage.Clock.GetUtcNow();
        foreach (var delivery in _taken)
        {
            var handle = delivery.Message.ReceiptHandle;
            if (delivery.Lease.Phase != LeasePhase.Abandoning && delivery.RemainingVisibility is var left && left > TimeSpan.Zero && now + left > _stage.Service.HiddenUntil(handle))
            {
                Offend($"{handle} counts as held for {left} and the service shows it in {_stage.Service.HiddenUntil(handle) - now}");
            }

            if (!_fails && delivery.Ended.IsCompletedSuccessfully && delivery.LeaseLost.IsCancellationRequested && now < _ceilings[handle] - TimeSpan.FromSeconds(4))
            {
                Offend($"{handle} is lost although everything succeeds, {_ceilings[handle] - now} before its ceiling");
            }
        }

        Assert.True(_offences.Count == 0, string.Join(Environment.NewLine, _offences));
    }

    /// <summary>Each half of a visibility timeout costs no more calls than the messages need, and one.</summary>
    private void CheckCosts()
    {
        var halves = (int)Math.Ceiling(_stage.Now / (_stage.Settings.Visibility / 2));
        var most = halves * (((_mostHeld + 9) / 10) + 1);
        var made = _stage.Service.Calls.Count(call => call.Action == Batch && call.Entries.All(entry => entry.Seconds == (int)_stage.Settings.Visibility.TotalSeconds));
        Assert.True(_fails || made <= most, $"Seed {_seed}: {made} calls in {halves} half visibilities with up to {_mostHeld} messages.");
    }

    private void Offend(string offence)
    {
        lock (_offences)
        {
            _offences.Add($"Seed {_seed} at {_stage.Now}: {offence}");
        }
    }

    private string Story(Delivery delivery) => $"Seed {_seed}: {delivery} ended as {delivery.Ended.Status} and was deleted.";
}
