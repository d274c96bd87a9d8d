using System.Globalization;
using System.Text;

namespace Sqs.Client.Tests.Buffering.Receiving;

/// <summary>One random schedule and the books about it: who asked, what every poll brought, and where each message went.</summary>
internal sealed class ReceiveWorld
{
    private readonly Random _random;
    private readonly ReceivingStage _stage;
    private readonly string _url;
    private readonly bool _isFifo;
    private readonly TimeSpan _visibility;
    private readonly List<Call> _calls = [];
    private readonly Dictionary<string, Brought> _brought = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _given = new(StringComparer.Ordinal);
    private readonly HashSet<Exception> _blamed = [];
    private readonly HashSet<ScriptedQueue.HeldPoll> _known = [];
    private readonly Dictionary<ScriptedQueue.HeldPoll, TimeSpan> _started = [];
    private readonly Dictionary<ScriptedQueue.HeldPoll, TimeSpan> _ended = [];
    private readonly StringBuilder _story = new();
    private readonly DateTimeOffset _begin;
    private int _releasedSeen;
    private int _lastOrder = -1;

    public ReceiveWorld(int seed)
    {
        _random = new Random(seed);
        _isFifo = _random.Next(3) == 0;
        QueueName = string.Create(CultureInfo.InvariantCulture, $"model-{seed}{(_isFifo ? ".fifo" : "")}");
        _url = "https://sqs.us-east-1.amazonaws.com/123456789012/" + QueueName;
        _visibility = TimeSpan.FromSeconds(_random.Next(1, 31));
        _stage = new ReceivingStage(options =>
        {
            options.LongPollWaitTime = TimeSpan.FromSeconds(OneOf(0, 5, 20));
            options.MaxInflightReceiveBatches = _random.Next(1, 5);
            options.PrefetchBatches = OneOf(0, 0, 0, 2);
            options.PrefetchFifo = _random.Next(2) == 0;
            options.PollFullBatch = _random.Next(4) != 0;
            options.ReceiveVisibilityTimeout = _random.Next(2) == 0 ? _visibility : null;
            options.MaxBufferedMessageAge = _random.Next(3) == 0 ? _visibility / 3 : null;
            options.Random = () => 0.5;
        });
        _stage.Queue.Visibility = _visibility;
        _stage.Queue.ReceiveWait = OneOf(0, 0, 5);
        _begin = _stage.Clock.GetUtcNow();
    }

    public string QueueName { get; }

    /// <summary>What was done, to be read when it went wrong.</summary>
    public string Story => _story.ToString();

    private TimeSpan Now => _stage.Clock.GetUtcNow() - _begin;

    private IEnumerable<Call> Waiting => _calls.Where(call => !call.IsSeen);

    public async Task RunAsync()
    {
        for (var step = _random.Next(5, 50); step > 0; step--)
        {
            await ActAsync();
            await LookAsync();
        }

        await StopAsync();
    }

    /// <summary>Every message that a poll brought was given to one caller, or released, or reported as left; and nothing else was.</summary>
    public void CheckBooks(long left)
    {
        Assert.All(_calls, call => Assert.True(call.Task.IsCompleted, "a caller was left behind"));
        Assert.Equal(0, _stage.Time.Armed);
        Assert.Equal(0, _stage.Received.BufferedMessages);
        var released = _stage.Queue.Released;
        Assert.Equal(released.Count, released.Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain(released, _given.ContainsKey);
        Assert.Equal(_brought.Count, _given.Count + (released.Count - _stage.Queue.ReleasesFailed) + left);
    }

    private async Task ActAsync()
    {
        switch (_random.Next(12))
        {
            case 0 or 1 or 2:
                Receive();
                break;
            case 3 when Waiting.Any():
                Leave();
                break;
            case 4 or 5 or 6 or 7 when _stage.Queue.Running.Count > 0:
                Answer();
                break;
            case 8 when _stage.Queue.Running.Count > 0:
                Fail();
                break;
            case 9:
                Weather();
                break;
            default:
                await PassAsync(TimeSpan.FromMilliseconds(_random.Next(4) == 0 ? _random.Next(40_000) : _random.Next(3_000)));
                break;
        }
    }

    private void Receive()
    {
        var (max, wait) = (_random.Next(1, 11), OneOf<int?>(null, 0, 1, 5, 20, 20));
        Tell($"call {_calls.Count} max {max} wait {wait}");
        var token = new CancellationTokenSource();
        _calls.Add(new Call(Now, wait, token, _stage.Received.ReceiveAsync(ReceivingStage.Request(max, wait, _url), token.Token)));
    }

    private void Leave()
    {
        var call = Waiting.ElementAt(_random.Next(Waiting.Count()));
        Tell($"cancel {_calls.IndexOf(call)}");
        call.HasLeft = true;
        if (_random.Next(2) == 0 && _stage.Queue.Running.Count > 0)
        {
            Answer(); // in the same breath
        }

        call.Token.Cancel();
    }

    private void Answer() => Answer(AnyPoll());

    private void Answer(ScriptedQueue.HeldPoll poll)
    {
        var count = _random.Next(3) == 0 ? 0 : _random.Next((poll.Request.MaxNumberOfMessages ?? 1) + 1);
        var messages = _stage.Queue.Messages(count);
        Tell($"answer {string.Join(' ', ReceivingStage.Ids(messages))}");
        foreach (var message in messages)
        {
            _brought.Add(message.MessageId, new Brought(Now, poll.Request.ReceiveRequestAttemptId is not null, _brought.Count));
        }

        _ended[poll] = Now;
        if (!poll.Answer(messages))
        {
            Array.ForEach(ReceivingStage.Ids(messages), id => _brought.Remove(id));
        }
    }

    private void Fail()
    {
        Tell("fail");
        var poll = AnyPoll();
        _ended[poll] = Now;
        poll.Fail(_random.Next(3) switch
        {
            0 => new SqsThrottledException("slow down"),
            1 => new SqsConnectionException("broken") { OutcomeUnknown = true },
            _ => new QueueDoesNotExistException("gone"),
        });
    }

    /// <summary>Whether attributes can be read, and releases succeed.</summary>
    private void Weather()
    {
        var queue = _stage.Queue;
        queue.HoldAttributes?.SetResult();
        queue.HoldAttributes = _random.Next(3) == 0 ? new TaskCompletionSource() : null;
        queue.AttributesError = _random.Next(3) == 0 ? new SqsConnectionException("broken") : null;
        queue.ReleaseError = _random.Next(4) == 0 ? new SqsConnectionException("broken") : null;
        Tell($"attributes {(queue.HoldAttributes is null ? "flow" : "held")} {queue.AttributesError?.Message} releases {queue.ReleaseError?.Message}");
    }

    /// <summary>Lets time pass: as a rule the loop acts at the moment that its timer was set for, now and then only when all the time is over.</summary>
    private async Task PassAsync(TimeSpan time)
    {
        if (_random.Next(4) == 0)
        {
            Tell($"oversleep {time.TotalSeconds}");
            _stage.Time.Oversleep(time);
            return;
        }

        Tell($"pass {time.TotalSeconds}");
        var until = _stage.Clock.GetUtcNow() + time;
        for (var steps = 0; _stage.Time.NextDue is { } due && due <= until; steps++)
        {
            Assert.True(steps < 10_000, "a timer that is always due");
            _stage.Clock.SetUtcNow(due);
            await LookAsync();
        }

        _stage.Clock.SetUtcNow(until);
    }

    private async Task StopAsync()
    {
        using var abort = new CancellationTokenSource();
        _stage.Queue.IgnoresCancellation = _random.Next(4) == 0;
        Tell("stop");
        var stopping = _stage.Received.StopAsync(abort.Token);
        await LookAsync();
        while (_random.Next(3) != 0 && _stage.Queue.Running.Count > 0)
        {
            Answer();
            await LookAsync();
        }

        await PassAsync(TimeSpan.FromSeconds(1));
        await LookAsync();
        if (_stage.Queue.IgnoresCancellation || _random.Next(5) == 0)
        {
            Tell("abort");
            await abort.CancelAsync();
        }

        await stopping;
        _stage.Queue.HoldAttributes?.TrySetResult();
        foreach (var poll in _stage.Queue.Running)
        {
            Answer(poll); // one that did not heed its token
        }

        await LookAsync();
    }

    /// <summary>Lets everything come to rest, and checks what has happened.</summary>
    private async Task LookAsync()
    {
        var waited = Waiting.ToArray();
        await SettleAsync();
        Assert.True(_stage.Time.Armed <= 1, "more than one timer");
        CheckPolls(waited);
        CheckReleases();
        foreach (var call in waited)
        {
            await LookAtAsync(call);
        }

        if (_stage.Settings.PrefetchBatches == 0 && !Waiting.Any() && _stage.Received.BufferedMessages == 0 && _stage.Queue.Running.Count == 0)
        {
            Assert.True(_stage.Time.Armed == 0, "a timer for nobody");
        }
    }

    /// <summary>Callers go on upon threads of their own: all whom the loop has let go must have come home.</summary>
    private async Task SettleAsync()
    {
        await _stage.SettleAsync();
        for (var patience = 1_000_000; Waiting.Count(call => !call.Task.IsCompleted && !IsPassedThrough(call)) != _stage.Received.Waiting; patience--)
        {
            Assert.True(patience > 0, "a caller was left behind");
            await Task.Yield();
        }
    }

    private bool IsPassedThrough(Call call) => _stage.Queue.Running.Any(poll => poll.Token == call.Token.Token);

    private async Task LookAtAsync(Call call)
    {
        if (!call.Task.IsCompleted)
        {
            return;
        }

        call.IsSeen = true;
        try
        {
            CheckAnswer(call, await call.Task);
        }
        catch (OperationCanceledException)
        {
            Assert.True(call.HasLeft, "a caller was cancelled by somebody else");
        }
        catch (Exception error) when (error is SqsException)
        {
            Assert.True(_blamed.Add(error), "one failure was told to two callers");
        }
        catch (ObjectDisposedException)
        {
            Assert.Contains("stop", Story, StringComparison.Ordinal);
        }
    }

    private void CheckAnswer(Call call, ReceiveMessageResponse response)
    {
        Tell($"  {_calls.IndexOf(call)} got {string.Join(' ', ReceivingStage.Ids(response.Messages))}");
        foreach (var id in ReceivingStage.Ids(response.Messages))
        {
            Assert.True(_given.TryAdd(id, _calls.IndexOf(call)), $"{id} was given twice");
            CheckMessage(id, _brought[id]);
        }

        if (response.Messages.Count == 0)
        {
            var ownPollEnded = call.Wait is null or 0 && _ended.Any(end => _started[end.Key] >= call.At && end.Key.Request.WaitTimeSeconds == call.Wait);
            var waitEnded = (call.Wait > 0 && Now >= call.At + TimeSpan.FromSeconds(call.Wait.Value))
                || (call.Wait is null && _stage.Queue.AttributeReads > 0 && Now >= call.At + TimeSpan.FromSeconds(_stage.Queue.ReceiveWait));
            Assert.True(ownPollEnded || waitEnded, "an empty answer before the wait ended");
        }
    }

    private void CheckMessage(string id, Brought brought)
    {
        var oldest = _stage.Settings.MaxBufferedMessageAge ?? (_visibility / 2);
        Assert.True(Now == brought.At || Now - brought.At <= oldest, $"{id} was too old");
        if (brought.IsInOrder)
        {
            Assert.True(brought.Number > _lastOrder, $"{id} was given out of order");
            _lastOrder = brought.Number;
        }
    }

    private void CheckPolls(Call[] waited)
    {
        foreach (var poll in _stage.Queue.Polls.Where(_known.Add))
        {
            _started[poll] = Now;
            Tell($"  poll {poll.Request.MaxNumberOfMessages} wait {poll.Request.WaitTimeSeconds}");
            if (_stage.Settings.PrefetchBatches == 0)
            {
                Assert.True(waited.Length > 0, "a poll for nobody");
                var longest = waited.Max(call => call.At + TimeSpan.FromSeconds(call.Wait ?? _stage.Queue.ReceiveWait)) - Now;
                Assert.True((poll.Request.WaitTimeSeconds ?? 0) < longest.TotalSeconds + 1, "a poll that outlives its callers");
            }

            Assert.True(poll.Request.WaitTimeSeconds is null or 0 || poll.Request.WaitTimeSeconds <= _stage.Settings.LongPollWaitTime.TotalSeconds);
        }

        Assert.True(_stage.Queue.Running.Count(poll => poll.Request.ReceiveRequestAttemptId is not null) <= 1, "two polls on a FIFO queue");
    }

    private void CheckReleases()
    {
        foreach (var id in _stage.Queue.Released.Skip(_releasedSeen))
        {
            Tell($"  released {id}");
            Assert.True(Now < _brought[id].At + _visibility, $"{id} was released after it had expired");
            _releasedSeen++;
        }
    }

    private ScriptedQueue.HeldPoll AnyPoll() => _stage.Queue.Running[_random.Next(_stage.Queue.Running.Count)];

    private T OneOf<T>(params ReadOnlySpan<T> choices) => choices[_random.Next(choices.Length)];

    private void Tell(string what) => _story.AppendLine(CultureInfo.InvariantCulture, $"{Now.TotalSeconds:0.000} {what}");

    private sealed record Brought(TimeSpan At, bool IsInOrder, int Number);

    private sealed class Call(TimeSpan at, int? wait, CancellationTokenSource token, Task<ReceiveMessageResponse> task)
    {
        public TimeSpan At { get; } = at;

        public int? Wait { get; } = wait;

        public CancellationTokenSource Token { get; } = token;

        public Task<ReceiveMessageResponse> Task { get; } = task;

        public bool HasLeft { get; set; }

        public bool IsSeen { get; set; }
    }
}
