using System.Globalization;

namespace Sqs.Client.Tests.Buffering.Outgoing;

/// <summary>Whatever callers, the service and the end do, and whenever: the books of callers and service agree.</summary>
public sealed class OutgoingModelTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Calls_UnderAnySchedule_EndOnceWithAnOutcomeThatIsTrue(bool isFifo)
    {
        for (var seed = 1; seed <= 2500; seed++)
        {
            var world = new World(seed, isFifo);
            await world.PlayAsync();
            world.Check();
        }
    }

    private sealed class World
    {
        private readonly int _seed;
        private readonly bool _isFifo;
        private readonly Random _random;
        private readonly Rig _rig;
        private readonly FifoBufferMode _mode;
        private readonly bool _isolates;
        private readonly int _sizeLimit;
        private readonly List<(string Name, Task<SendMessageResponse> Task)> _calls = [];
        private readonly List<string> _stored = [];
        private readonly CancellationTokenSource _abort = new();
        private Task? _stop;

        public World(int seed, bool isFifo)
        {
            (_seed, _isFifo, _random) = (seed, isFifo, new Random(seed));
            _mode = Chance(2) ? FifoBufferMode.NoInversion : FifoBufferMode.NoGap;
            _isolates = !Chance(4);
            _sizeLimit = _random.Next(400, 4000);
            _rig = new Rig(Configure, (_, _) => Chance(3) ? ValueTask.FromException<int?>(new SqsException("denied")) : ValueTask.FromResult<int?>(Chance(2) ? 2000 : null));
            _rig.Service.OnCall = call => _rig.Clock.After(TimeSpan.FromMilliseconds(_random.Next(1, 60)), () => Answer(call));
        }

        public async Task PlayAsync()
        {
            for (var number = 0; number < 40; number++)
            {
                Call(number);
                if (Chance(3))
                {
                    Pass();
                }

                if (Chance(12))
                {
                    _ = _rig.Calls.FlushAsync(CancellationToken.None);
                }
            }

            if (Chance(3))
            {
                _stop = _rig.Calls.StopAsync(flush: Chance(2), _abort.Token);
                Call(40);
                Pass();
                if (Chance(2))
                {
                    await _abort.CancelAsync();
                }
            }

            _rig.Advance(100_000);
            _stop ??= _rig.Calls.StopAsync(flush: true, CancellationToken.None);
            _rig.Run();
            await _stop.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            _rig.Advance(1000);
        }

        public void Check()
        {
            foreach (var (name, task) in _calls)
            {
                var copies = _stored.Count(stored => stored == name);
                var isTrue = task switch
                {
                    { IsCompletedSuccessfully: true } => copies == 1 && task.GetAwaiter().GetResult().MessageId.StartsWith($"id-{name}", StringComparison.Ordinal),
                    { IsCanceled: true } => copies == 0,
                    { IsFaulted: true } => task.Exception!.InnerException switch
                    {
                        SqsChecksumException => copies == 1,
                        SqsException { OutcomeUnknown: true } => copies <= 1,
                        SqsException or ObjectDisposedException => copies == 0,
                        _ => false,
                    },
                    _ => false,
                };
                Assert.True(isTrue, $"seed {_seed}: {name} is {task.Status} {task.Exception?.InnerException?.GetType().Name} {task.Exception?.InnerException?.Message}, stored {copies} times");
            }

            var errors = _calls.Select(call => call.Task.Exception?.InnerException).Where(error => error is not null).ToArray();
            Assert.True(errors.Distinct(ReferenceEqualityComparer.Instance).Count() == errors.Length, $"seed {_seed}: callers share an exception");
            Assert.True(_rig.Calls is { PendingMessages: 0, PendingBytes: 0 }, $"seed {_seed}: {_rig.Calls.PendingMessages} pending");
            Assert.True(_rig.Clock is { Armed: 0 }, $"seed {_seed}: {_rig.Clock.Armed} timers");
            Assert.All(_rig.Service.Calls, call => Assert.True(call.Names.Length <= 10, $"seed {_seed}"));
            if (_isFifo)
            {
                CheckOrder();
            }
        }

        private void CheckOrder()
        {
            foreach (var group in _stored.GroupBy(name => name[0]))
            {
                Assert.True(group.SequenceEqual(group.Order(StringComparer.Ordinal)), $"seed {_seed}: {string.Join(' ', group)}");
                if (_mode == FifoBufferMode.NoGap)
                {
                    // What failed of itself; not what its caller took back, what found no room, and what was never taken.
                    var failed = _calls.Find(call => call.Name[0] == group.Key && !_stored.Contains(call.Name) && call.Task.Exception?.InnerException is SqsException error
                        && !error.Message.Contains("full", StringComparison.Ordinal) && !error.Message.Contains("before there was room", StringComparison.Ordinal));
                    Assert.True(failed.Name is null || string.CompareOrdinal(group.Last(), failed.Name) < 0, $"seed {_seed}: {group.Last()} is stored although {failed.Name} failed: {failed.Task?.Exception?.InnerException?.Message}");
                }
            }
        }

        private void Configure(QueueBufferOptions options)
        {
            options.MaxBatchSize = _random.Next(1, 11);
            options.MaxInflightOutboundBatches = _random.Next(1, 5);
            options.MaxPendingMessages = _random.Next(10, 40);
            options.WhenFull = Chance(5) ? BufferFullMode.Fail : BufferFullMode.Wait;
            options.SendWhenIdle = !Chance(3);
            options.EntryMaxAttempts = _random.Next(1, 4);
            options.DeliveryTimeout = Chance(4) ? TimeSpan.FromMilliseconds(150) : TimeSpan.FromMinutes(1);
            options.IsolateBadEntries = _isolates;
            options.FifoMode = _mode;
            options.MaxBatchBytes = _random.Next(1024, 4000);
            options.Random = _random.NextDouble;
        }

        private void Call(int number)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{(char)('a' + _random.Next(3))}{number:00}{(Chance(40) ? "!" : ".")}");
            var body = name + new string('x', _random.Next(Chance(10) ? 1500 : 200));
            var token = CancellationToken.None;
            if (Chance(6))
            {
                // As callers do it: at any moment between two steps of the buffer.
                var source = new CancellationTokenSource();
                token = source.Token;
                _rig.Clock.After(TimeSpan.FromMilliseconds(_random.Next(40)), source.Cancel);
            }

            _calls.Add((name, _rig.Send(body, _isFifo ? name[..1] : null, _isFifo ? Rig.Fifo : Rig.Url, token)));
            for (var steps = _random.Next(3); steps > 0; steps--)
            {
                _ = _rig.Step();
            }
        }

        private void Pass() => _rig.Advance(_random.Next(1, 30));

        private void Answer(ScriptedCall call)
        {
            var names = call.Names.Select(name => name[..4]).ToArray();
            if (call.Names.Sum(name => name.Length) > _sizeLimit && !call.IsSingle)
            {
                call.Fail(new SqsException("too long") { ErrorCode = SqsErrorCode.BatchRequestTooLong, Fault = SqsFault.Sender });
            }
            else if (Array.Exists(names, name => name.EndsWith('!')))
            {
                call.Fail(new SqsException("bad") { ErrorCode = SqsErrorCode.InvalidMessageContents, Fault = SqsFault.Sender });
            }
            else if (call.CancellationToken.IsCancellationRequested || Chance(25))
            {
                if (Chance(2))
                {
                    Store(names);
                }

                call.Fail(call.CancellationToken.IsCancellationRequested ? new OperationCanceledException() : new SqsTimeoutException("late") { OutcomeUnknown = true });
            }
            else if (Chance(25))
            {
                call.Fail(new SqsThrottledException("slow down") { ErrorCode = SqsErrorCode.RequestThrottled });
            }
            else if (call.IsSingle)
            {
                Store(names);
                call.Answer();
            }
            else
            {
                AnswerEntries(call, names);
            }
        }

        private void AnswerEntries(ScriptedCall call, string[] names)
        {
            var fates = names.ToDictionary(name => name, _ => _random.Next(16) switch { 0 => "service", 1 => "sender", 2 => "doubtful", 3 => Chance(2) ? "lost" : "lost, but stored", _ => "sent" }, StringComparer.Ordinal);
            Store([.. names.Where(name => fates[name] is "sent" or "doubtful" or "lost, but stored")]);
            string[] strangers = fates[names[0]] == "sent" ? ["9x", "0", "99"] : ["9x", "99"];
            call.Answer(body => fates[body[..4]], Chance(10) ? strangers : []);
        }

        /// <summary>A FIFO queue keeps out what has come already.</summary>
        private void Store(string[] names) => _stored.AddRange(names.Where(name => !_isFifo || !_stored.Contains(name)));

        private bool Chance(int oneIn) => _random.Next(oneIn) == 0;
    }
}
