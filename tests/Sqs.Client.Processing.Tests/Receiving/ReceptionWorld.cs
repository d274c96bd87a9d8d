using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Sqs.Client.Processing.Tests.Receiving;

/// <summary>One random schedule and the books about it: what polls brought, what was started, what was given back, and what failed in each group.</summary>
internal sealed class ReceptionWorld
{
    private readonly Random _random;
    private readonly ReceptionStage _stage;
    private readonly bool _isFifo;
    private readonly int _places;
    private readonly StringBuilder _story = new();
    private readonly ConcurrentDictionary<string, Brought> _brought = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _busy = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _dead = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _last = new(StringComparer.Ordinal);
    private readonly List<string> _faults = [];
    private int _breaks;
    private int _deliveries;
    private bool _isStopped;

    public ReceptionWorld(int seed)
    {
        _random = new Random(seed);
        _isFifo = _random.Next(2) == 0;
        _places = OneOf(1, 2, 5, 12, 25);
        _stage = new ReceptionStage(_isFifo ? "orders.fifo" : "orders", _places, _random.Next(4, 40) * SharedCapacity.LargestMessage, configure: settings => settings with
        {
            Wait = TimeSpan.FromSeconds(OneOf(0, 5, 20)),
            MaxPolls = _random.Next(1, 5),
            Prefetch = OneOf(0, 0, 4, 15),
            DrainTime = TimeSpan.FromSeconds(OneOf(0, 1, 5)),
        })
        {
            OnStart = Started,
        };
    }

    /// <summary>What was done, to be read when it went wrong.</summary>
    public string Story
    {
        get
        {
            lock (_gate)
            {
                return _story.ToString();
            }
        }
    }

    public async Task RunAsync()
    {
        _stage.Reception.Start();
        await LookAsync();
        for (var step = _random.Next(10, 60); step > 0; step--)
        {
            await ActAsync();
            await LookAsync();
        }

        await ProveAliveAsync();
        await StopAsync();
        CheckBooks();
    }

    private async Task ActAsync()
    {
        switch (_random.Next(12))
        {
            case 0 or 1 or 2 or 3 when _stage.Queue.Running is { Count: > 0 } running:
                Answer(AnyOf(running));
                break;
            case 4 when _stage.Queue.Running is { Count: > 0 } running:
                Fail(AnyOf(running));
                break;
            case 5 or 6 or 7 when _stage.Active.Count > 0:
                await EndWorkAsync();
                break;
            case 8:
                await PauseAsync();
                break;
            case 9 when _random.Next(4) == 0 && _stage.Queue.Running is { Count: > 0 } running:
                Tell("break");
                _breaks++;
                _stage.BreakChanceOnce();
                _ = AnyOf(running).Fail(new QueueDoesNotExistException("gone"));
                break;
            default:
                Pass();
                break;
        }
    }

    private void Answer(ScriptedQueue.HeldPoll poll)
    {
        var group = _random.Next(3);
        Message[] messages = [.. Enumerable.Range(0, _random.Next(3) == 0 ? 0 : _random.Next(poll.Asked + 1)).Select(_ => NewMessage(_random.Next(3) == 0 ? _random.Next(3) : group))];
        var damaged = messages.Where(_ => _random.Next(15) == 0).ToArray();
        Tell($"answer {string.Join(' ', messages.Select(Name))} damaged {string.Join(' ', damaged.Select(Name))}");
        foreach (var message in messages)
        {
            _brought[message.MessageId] = new Brought(message, ++_deliveries, damaged.Contains(message));
        }

        if (!poll.Answer([.. messages.Except(damaged)], damaged))
        {
            Array.ForEach(messages, message => _brought.TryRemove(message.MessageId, out _));
        }
    }

    private Message NewMessage(int group) => _stage.NewMessage(_isFifo ? $"g{group}" : null, receives: _random.Next(3) == 0 ? 2 : 1, bytes: OneOf(1, 1_000, 1_000_000));

    private void Fail(ScriptedQueue.HeldPoll poll)
    {
        Tell("fail");
        _ = poll.Fail(_random.Next(3) switch
        {
            0 => new SqsThrottledException("slow down"),
            1 => new SqsConnectionException("broken"),
            _ => new InvalidOperationException("a decorator"),
        });
    }

    private async Task EndWorkAsync()
    {
        var work = _stage.Active[_random.Next(_stage.Active.Count)];
        var kind = _random.Next(8);
        Tell($"end {Name(work.Delivery.Message)} {kind}");
        if (kind > 3)
        {
            // From here on what waits behind it must not be started. A success is one only when the service has said so.
            MarkFailed(work.Delivery);
        }

        try
        {
            var settled = kind switch
            {
                <= 3 => work.Delivery.CompleteAsync(),
                4 => work.Delivery.AbandonAsync(),
                5 => work.Delivery.AbandonAsync(TimeSpan.FromSeconds(10)),
                _ => Task.CompletedTask,
            };
            await EndsAsync(settled);
            await settled;
        }
        catch (SqsException)
        {
            // It was lost before, which was its failure, and what has come since was received anew; or its time was over before the delete was through.
        }

        End(work, kind == 7 ? new InvalidOperationException("a handler") : null);
    }

    private void EndAllWork()
    {
        foreach (var work in _stage.Active)
        {
            MarkFailed(work.Delivery);
            End(work, null);
        }
    }

    private void End(StagedWork work, Exception? failure)
    {
        lock (_gate)
        {
            _ = _isFifo && _busy.Remove(work.Delivery.Message.MessageGroupId!);
        }

        if (failure is not null)
        {
            work.Fail(failure);
        }
        else
        {
            work.End();
        }
    }

    private void MarkFailed(Delivery delivery)
    {
        lock (_gate)
        {
            if (_isFifo && !delivery.Ended.IsCompleted)
            {
                _dead[delivery.Message.MessageGroupId!] = _deliveries;
            }
        }
    }

    private async Task PauseAsync()
    {
        Tell("pause");
        var paused = _stage.Reception.PauseAsync(CancellationToken.None);
        await LookAsync();
        if (_random.Next(3) != 0)
        {
            await EndsAsync(paused);
            await MovesAsync(() => _stage.Queue.Running.Count == 0 && _stage.Reception.Status.Waiting == 0);
            var (polls, started) = (_stage.Queue.Polls.Count, _stage.Works.Count);
            Pass();
            await LookAsync();
            Assert.Equal((polls, started), (_stage.Queue.Polls.Count, _stage.Works.Count));
        }

        Tell("resume");
        await _stage.Reception.ResumeAsync(CancellationToken.None);
        await paused;
    }

    private void Pass()
    {
        var time = TimeSpan.FromMilliseconds(_random.Next(6) == 0 ? _random.Next(40_000) : _random.Next(2_000));
        Tell($"pass {time.TotalSeconds}");
        _stage.Clock.Advance(time);
    }

    /// <summary>Whatever happened before: polls are made, and what they bring is started.</summary>
    private async Task ProveAliveAsync()
    {
        Tell("is it alive?");
        await MovesAsync(() =>
        {
            EndAllWork();
            return _stage.Queue.Running.Count > 0 && _stage.Reception.Status is { Running: 0, Waiting: 0 };
        });
        var message = NewMessage(0);
        _brought[message.MessageId] = new Brought(message, ++_deliveries, false);
        Tell($"answer {Name(message)}");
        Assert.True(_stage.Queue.Running[0].Answer([message]));
        await ReceptionStage.UntilAsync(() => _stage.Started.Contains(message.MessageId));
        Assert.Equal(_breaks, _stage.Reception.Status.Restarts);
    }

    private async Task StopAsync()
    {
        Tell("stop");
        var stopped = _stage.Reception.StopAsync(new CancellationToken(_random.Next(3) == 0));
        await LookAsync();
        if (_stage.Queue.Running is { Count: > 0 } running && _random.Next(2) == 0)
        {
            Answer(AnyOf(running));
        }

        await EndsAsync(stopped);
        var (polls, started) = (_stage.Queue.Polls.Count, _stage.Works.Count);
        _isStopped = true;
        EndAllWork();
        await EndsAsync(_stage.Reception.WhenIdleAsync());
        await EndsAsync(_stage.Keeper.StopAsync(CancellationToken.None));
        Assert.Equal((polls, started), (_stage.Queue.Polls.Count, _stage.Works.Count));

        // Tokens are cancelled on the pool: after a stop that was cut short it may be a moment before the last poll hears of it.
        await ReceptionStage.UntilAsync(() => _stage.Queue.Running.All(static poll => poll.WasCancelled));
    }

    private void CheckBooks()
    {
        CheckFaults();
        Assert.Equal((0, 0L), _stage.Capacity.Taken);
        Assert.Equal(0, _stage.Keeper.Held);
        var started = _stage.Started;
        Assert.Equal(started.Length, started.Distinct(StringComparer.Ordinal).Count());
        Assert.All(started, id => Assert.False(_brought[id].IsDamaged));

        // What was neither started nor given back was damaged before, or its time was over.
        var given = _stage.Queue.MadeVisible.Select(handle => handle[2..]).Concat(started).ToHashSet(StringComparer.Ordinal);
        var age = TimeSpan.FromSeconds(27.9);
        Assert.All(_brought.Values.Where(each => !given.Contains(each.Message.MessageId)), each =>
            Assert.True(each.IsDamaged || _stage.Time.Now >= age, $"{Name(each.Message)} disappeared"));
    }

    /// <summary>Lets things come to rest, and looks at what must always hold.</summary>
    private async Task LookAsync()
    {
        var before = -1L;
        for (var looks = 0; looks < 200; looks++)
        {
            var now = await _stage.Reception.ProgressAsync();
            if (now == before && _stage.Reception.Status.Running == _stage.Active.Count)
            {
                break;
            }

            before = now;
            await ReceptionStage.RestAsync();
        }

        CheckFaults();
        var (taken, status) = (_stage.Capacity.Taken, _stage.Reception.Status);
        Assert.InRange(taken.Places, 0, _places);
        Assert.InRange(_stage.Active.Count, 0, _places);
        Assert.InRange(_stage.Queue.Running.Sum(poll => poll.Asked), 0, _places + _stage.Settings.Prefetch);
        Assert.True(_isFifo || status.Waiting <= _stage.Settings.Prefetch, "more waits than was allowed");
        Assert.InRange(_stage.Queue.Running.Count, 0, _stage.Settings.MaxPolls + 1);
    }

    private void CheckFaults()
    {
        lock (_gate)
        {
            Assert.Empty(_faults);
        }
    }

    private void Started(Delivery delivery)
    {
        lock (_gate)
        {
            var message = delivery.Message;
            _ = _story.AppendLine(CultureInfo.InvariantCulture, $"  started {Name(message)}");
            Blame(_isStopped, $"{Name(message)} after the stop");
            if (_isFifo && _brought[message.MessageId] is var brought && message.MessageGroupId is { } group)
            {
                Blame(!_busy.TryAdd(group, message.MessageId), $"{Name(message)} beside {_busy[group]}");
                Blame(brought.Number <= _dead.GetValueOrDefault(group), $"{Name(message)} after a failure before it");
                Blame(brought.Number <= _last.GetValueOrDefault(group), $"{Name(message)} out of order");
                _last[group] = brought.Number;
            }
        }
    }

    private void Blame(bool isFault, string fault)
    {
        if (isFault)
        {
            _faults.Add(fault);
        }
    }

    private Task EndsAsync(Task task) => MovesAsync(() => task.IsCompleted);

    /// <summary>Lets time pass until something is so.</summary>
    private async Task MovesAsync(Func<bool> isSo)
    {
        for (var patience = 5_000; !isSo(); patience--)
        {
            Assert.True(patience > 0, $"it does not happen: {_stage.Reception.Status}, taken {_stage.Capacity.Taken}, held {_stage.Keeper.Held}, polls {string.Join(" ", _stage.Queue.Running.Select(poll => poll.Asked))}");
            await ReceptionStage.RestAsync();
            _stage.Clock.Advance(TimeSpan.FromSeconds(0.1));
        }
    }

    /// <summary>One of the polls that ran at one look: polls that are cancelled end on the pool, between two looks too.</summary>
    private ScriptedQueue.HeldPoll AnyOf(IReadOnlyList<ScriptedQueue.HeldPoll> running) => running[_random.Next(running.Count)];

    private T OneOf<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];

    private static string Name(Message message) => message.MessageId + message.MessageGroupId;

    private void Tell(string what)
    {
        lock (_gate)
        {
            _ = _story.AppendLine(CultureInfo.InvariantCulture, $"{_stage.Time.Now.TotalSeconds:0.000} {what}");
        }
    }

    private sealed record Brought(Message Message, int Number, bool IsDamaged);
}
