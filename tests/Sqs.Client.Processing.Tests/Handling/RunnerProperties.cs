namespace Sqs.Client.Processing.Tests.Handling;

/// <summary>Whatever handlers, store and service do: every run ends, every message is settled or lost, and none disappears.</summary>
public sealed class RunnerProperties
{
    private const int Seeds = 150;
    private const int Messages = 12;

    private enum Plan
    {
        Return,
        Throw,
        Reject,
        Discard,
        Hang,
        IgnoreToken,
        CompleteItself,
        AbandonItself,
        CompleteThenThrow,
    }

    [Fact]
    public async Task Runs_OfRandomStories_EndAndLoseNothing()
    {
        HashSet<string> seen = [];
        for (var seed = 0; seed < Seeds; seed++)
        {
            var story = new Story(seed);
            seen.UnionWith(await story.PlayAsync());
        }

        Assert.Equal(["completed", "dead_lettered", "delete_lost", "discarded", "duplicate", "failed", "lost", "released"], seen.Order());
    }

    /// <summary>One runner, some messages, and chance at every step.</summary>
    private sealed class Story(int seed)
    {
        private readonly Lock _gate = new();
        private readonly Random _random = new(seed);
        private readonly HashSet<string> _mayBeDeleted = [];
        private readonly Dictionary<string, Plan> _plans = [];

        public async Task<IReadOnlyList<string>> PlayAsync()
        {
            await using var stage = await RunnerStage.StartAsync(TimeSpan.FromSeconds(Chance(0.3) ? 30 : 180));
            Arrange(stage);
            var runner = stage.Runner((delivery, token) => HandleAsync(stage, delivery, token));
            var deliveries = Enumerable.Range(0, Messages).Select(_ => stage.Take()).ToList();
            foreach (var delivery in deliveries)
            {
                _plans.Add(delivery.Message.MessageId, Pick(Enum.GetValues<Plan>()));
            }

            await using var stop = stage.Clock.CreateTimer(_ => runner.CancelAll(), null, Chance(0.5) ? Seconds(60) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            await stage.PumpAsync(Task.WhenAll(deliveries.Select(runner.RunAsync)));
            deliveries.ForEach(delivery => Check(stage, delivery));
            Assert.Equal(Messages, stage.Outcomes.Count);
            Assert.Equal(0, runner.Running);
            return stage.Outcomes;
        }

        private void Check(RunnerStage stage, Delivery delivery)
        {
            var id = delivery.Message.MessageId;
            var why = $"seed {seed}, message {id}, {_plans[id]}";
            Assert.True(delivery.Ended.IsCompleted, why);
            var isSent = stage.Service.Sent.Exists(sent => sent.MessageBody.ToText() == delivery.Message.Body);
            if (stage.IsDeleted(delivery))
            {
                Assert.True(_mayBeDeleted.Contains(id) || isSent, why);
            }
            else
            {
                Assert.False(delivery.Ended.IsCompletedSuccessfully && delivery.Ended.GetAwaiter().GetResult() == LeaseEnd.Completed, why);
            }
        }

        private void Arrange(RunnerStage stage)
        {
            var serviceFails = Pick([0, 0.1, 0.5, 1]);
            var storeFails = Pick([0, 0.1, 0.5]);
            var memory = new InMemoryDeduplicationStore(4, stage.Clock);
            stage.Settings = stage.Settings with
            {
                HandlerTimeout = Chance(0.5) ? Seconds(40) + TimeSpan.FromSeconds(1) : null,
                Retry = VisibilityBackoff.By(_ => Chance(0.2) ? throw new InvalidOperationException(RunnerStage.Marker) : Seconds(100)),
                Failures = [error => error is ArgumentException ? Pick([FailureAction.Retry, FailureAction.DeadLetter]) : null],
                OnFailure = (_, _) => _ = Chance(0.2) ? throw new InvalidOperationException(RunnerStage.Marker) : 0,
                Deduplication = Chance(0.7) ? new ChancyStore(memory, () => MomentAsync(stage, storeFails), Remember) : null,
                DeduplicationKey = delivery => Chance(0.05) ? throw new InvalidOperationException(RunnerStage.Marker) : delivery.Message.MessageId,
            };

            // A third of the messages was handled before.
            for (var number = 1; number <= Messages; number += 3)
            {
                Assert.True(memory.CompleteAsync($"m-{number}", TimeSpan.FromHours(1), default).IsCompleted);
            }

            stage.Service.Fault = async (_, token) =>
            {
                await MomentAsync(stage, 0).WaitAsync(token);
                return Chance(serviceFails) ? new SqsException("No.") { ErrorCode = SqsErrorCode.RequestThrottled } : null;
            };
            stage.Service.LateFault = _ => Chance(serviceFails / 4) ? new SqsConnectionException("Gone.") : null;
        }

        private async Task HandleAsync(RunnerStage stage, Delivery delivery, CancellationToken token)
        {
            var id = delivery.Message.MessageId;
            await MomentAsync(stage, 0);
            switch (_plans[id])
            {
                case Plan.Throw:
                    throw Pick<Exception>([new ArgumentException(RunnerStage.Marker), new InvalidOperationException(RunnerStage.Marker), new OperationCanceledException(RunnerStage.Marker)]);
                case Plan.Reject:
                    throw new MessageRejectedException(RunnerStage.Marker);
                case Plan.Discard:
                    Remember(id);
                    throw new MessageRejectedException(RunnerStage.Marker, FailureAction.Delete);
                case Plan.Hang:
                    await Task.Delay(Timeout.InfiniteTimeSpan, stage.Clock, token);
                    break;
                case Plan.IgnoreToken:
                    await Task.Delay(Seconds(200), stage.Clock, CancellationToken.None);
                    break;
                case Plan.AbandonItself:
                    await delivery.AbandonAsync(Seconds(20), token);
                    return;
                case Plan.CompleteItself or Plan.CompleteThenThrow:
                    Remember(id);
                    await delivery.CompleteAsync(token);
                    _ = _plans[id] == Plan.CompleteThenThrow ? throw new ArgumentException(RunnerStage.Marker) : 0;
                    break;
            }

            Remember(id);
        }

        /// <summary>Nothing, or a time on the clock; then perhaps a failure.</summary>
        private async Task MomentAsync(RunnerStage stage, double failure)
        {
            if (Chance(0.3))
            {
                await Task.Delay(Seconds(12), stage.Clock, CancellationToken.None);
            }

            if (Chance(failure))
            {
                throw new InvalidOperationException(RunnerStage.Marker);
            }
        }

        private void Remember(string id)
        {
            lock (_gate)
            {
                _ = _mayBeDeleted.Add(id);
            }
        }

        private bool Chance(double probability)
        {
            lock (_gate)
            {
                return _random.NextDouble() < probability;
            }
        }

        private TimeSpan Seconds(int most)
        {
            lock (_gate)
            {
                return TimeSpan.FromSeconds(_random.Next(most));
            }
        }

        private T Pick<T>(T[] choices)
        {
            lock (_gate)
            {
                return choices[_random.Next(choices.Length)];
            }
        }
    }

    /// <summary>A store that takes its time and fails, before its work or after it.</summary>
    private sealed class ChancyStore(InMemoryDeduplicationStore inner, Func<Task> moment, Action<string> done) : IDeduplicationStore
    {
        public async ValueTask<DeduplicationState> TryBeginAsync(string key, TimeSpan claim, CancellationToken cancellationToken)
        {
            await moment().WaitAsync(cancellationToken);
            var state = await inner.TryBeginAsync(key, claim, cancellationToken);
            await moment();
            if (state == DeduplicationState.Done)
            {
                done(key);
            }

            return state;
        }

        public async ValueTask CompleteAsync(string key, TimeSpan keep, CancellationToken cancellationToken)
        {
            await moment().WaitAsync(cancellationToken);
            await inner.CompleteAsync(key, keep, cancellationToken);
        }

        public async ValueTask AbandonAsync(string key, CancellationToken cancellationToken)
        {
            await moment().WaitAsync(cancellationToken);
            await inner.AbandonAsync(key, cancellationToken);
        }
    }
}
