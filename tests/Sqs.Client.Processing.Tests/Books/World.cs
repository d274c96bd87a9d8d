using System.Collections.Concurrent;
using System.Globalization;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.Processing.Tests.Books;

/// <summary>
/// One random world: a queue with dead letters on the embedded server, a producer, and processes that are started, paused, stopped and crashed at
/// random while requests fail. At last the weather clears, the queue is worked off, and the books are checked.
/// </summary>
internal sealed class World : IAsyncDisposable
{
    private const int MaxReceiveCount = 12;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);

    private readonly Random _random;
    private readonly VirtualClock _clock;
    private readonly LocalSqs _server;
    private readonly Behaviour _behaviour;
    private readonly WorldPlan _plan;
    private readonly string _queue;
    private readonly ConcurrentDictionary<int, string> _sent = new();
    private readonly ConcurrentBag<Task> _tracks = [];
    private readonly List<IAsyncDisposable> _clients = [];
    private readonly Ledger _ledger = new();
    private int _processes;

    private World(WorldPlan plan, LocalSqs server, VirtualClock clock)
    {
        (_plan, _server, _clock) = (plan, server, clock);
        _random = new Random(plan.Seed);
        _queue = plan.IsFifo ? "work.fifo" : "work";
        _behaviour = new Behaviour(plan.Seed, clock);
    }

    public Ledger Ledger => _ledger;

    private bool IsFifo => _plan.IsFifo;

    private LocalQueue Queue => _server.GetQueue(_queue);

    private LocalQueue DeadLetters => _server.GetQueue(IsFifo ? "dead.fifo" : "dead");

    public static async Task<World> CreateAsync(WorldPlan plan)
    {
        var clock = new VirtualClock();
        var server = await LocalSqs.StartAsync(new LocalSqsOptions { Listen = false, TimeProvider = clock, FaultSeed = plan.Seed });
        var kind = plan.IsFifo ? new Dictionary<string, string> { ["FifoQueue"] = "true" } : [];
        var (work, dead) = plan.IsFifo ? ("work.fifo", "dead.fifo") : ("work", "dead");
        var arn = server.CreateQueue(dead, kind).Arn;
        _ = server.CreateQueue(work, new Dictionary<string, string>(kind)
        {
            ["RedrivePolicy"] = string.Create(CultureInfo.InvariantCulture, $$"""{"deadLetterTargetArn":"{{arn}}","maxReceiveCount":{{MaxReceiveCount}}}"""),
        });
        return new World(plan, server, clock);
    }

    public async Task RunAsync()
    {
        using var end = new CancellationTokenSource();
        var time = PassAsync(end.Token);
        try
        {
            Storm();
            await Task.WhenAll(ProduceAsync(), ChaosAsync(), ChaosAsync());
            _server.Faults.Clear();
            await CalmAsync();
            await Task.WhenAll(_tracks);
        }
        finally
        {
            await end.CancelAsync();
            await time;
        }
    }

    public void CheckBooks()
    {
        Assert.Equal(_plan.Messages, _sent.Count);
        Assert.Equal(_plan.Messages, _sent.Values.Distinct(StringComparer.Ordinal).Count());
        var dead = DeadLetters.GetMessages().Select(message => int.Parse(message.Body, CultureInfo.InvariantCulture)).ToHashSet();
        _ledger.Close(_sent);
        _ledger.NothingIsLost(_sent, dead);
        _ledger.EveryRepetitionIsExplained(_sent);
        if (IsFifo)
        {
            _ledger.GroupsAreInOrder(dead);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var client in _clients)
        {
            await client.DisposeAsync();
        }

        await _server.DisposeAsync();
    }

    /// <summary>Time passes, so slowly that what it starts can happen.</summary>
    private async Task PassAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await Task.Delay(1, CancellationToken.None);
            _clock.Advance(Step);
        }
    }

    private void Storm()
    {
        if (_plan.Only is { } fault)
        {
            _ = _server.Faults.Add(new FaultRule { Fault = fault, Rate = 0.15 });
            return;
        }

        // A second delivery of a message of a group is one that a FIFO queue never makes.
        var weather = _random.Next(3) switch { 0 => FaultMix.Light(), 1 => FaultMix.Moderate(), _ => FaultMix.Heavy() };
        _ = _server.Faults.AddRange(weather.Where(rule => !IsFifo || rule.Fault?.ToString() != Fault.DeliverAgain().ToString()));
        _ = _server.Faults.Add(new FaultRule { Fault = Fault.PartOfBatch(), Rate = 0.02, Queue = _queue });
        _ = _server.Faults.Add(new FaultRule { Fault = Fault.ExpiredReceiptHandle(), Rate = 0.01, Queue = _queue, Action = "ChangeMessageVisibilityBatch" });
    }

    private async Task ProduceAsync()
    {
        var queue = await SqsQueue.OpenAsync(NewClient(new Network(_server.CreateHandler())), Queue.Url);
        for (var number = 0; number < _plan.Messages; number++)
        {
            var message = new OutgoingMessage
            {
                Body = number.ToString(CultureInfo.InvariantCulture),
                MessageGroupId = IsFifo ? $"group-{number % 12}" : null,
                MessageDeduplicationId = IsFifo ? number.ToString(CultureInfo.InvariantCulture) : null,
            };
            await SendAsync(queue, number, message);
            if (number % 20 == 19)
            {
                await Task.Delay(TimeSpan.FromSeconds(number % 3), _clock);
            }
        }
    }

    // Until the service says so.
    private async Task SendAsync(SqsQueue queue, int number, OutgoingMessage message)
    {
        while (!_sent.ContainsKey(number))
        {
            try
            {
                _sent[number] = (await queue.SendAsync(message)).MessageId;
            }
            catch (SqsException)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), _clock);
            }
        }
    }

    /// <summary>A place where one process after another works, for a while.</summary>
    private async Task ChaosAsync()
    {
        for (var until = _clock.GetUtcNow() + _plan.Chaos; _clock.GetUtcNow() < until;)
        {
            var network = new Network(_server.CreateHandler());
            var process = Interlocked.Increment(ref _processes);
            await using var processor = NewProcessor(process, network, calm: false);
            await processor.StartAsync();
            await PauseAsync(4, 30);
            if (Draw(4) == 0)
            {
                await processor.PauseAsync();
                await PauseAsync(1, 15);
                await processor.ResumeAsync();
                await PauseAsync(4, 20);
            }

            if (Draw(3) == 0)
            {
                network.Cut();
                await processor.StopAsync(new CancellationToken(canceled: true));
            }
            else
            {
                await processor.StopAsync();
            }

            await PauseAsync(0, 5);
        }
    }

    private async Task CalmAsync()
    {
        await using var processor = NewProcessor(Interlocked.Increment(ref _processes), new Network(_server.CreateHandler()), calm: true);
        await processor.StartAsync();
        for (var patience = _clock.GetUtcNow() + TimeSpan.FromHours(1); Queue.GetMessages().Count > 0;)
        {
            Assert.True(_clock.GetUtcNow() < patience, $"The queue is not worked off: {string.Join(", ", Queue.GetMessages().Take(5))}; {processor.Status}");
            await Task.Delay(TimeSpan.FromSeconds(1), _clock);
        }

        await processor.StopAsync();
    }

    private SqsProcessor NewProcessor(int process, Network network, bool calm)
    {
        var client = new WatchedClient(NewClient(network), _server, _queue, _ledger);
        return new SqsProcessor(client, Queue.Url, (delivery, token) => HandleAsync(process, calm, delivery, token), new SqsProcessorOptions
        {
            MaxConcurrentHandlers = 1 + Draw(16),
            PrefetchMessages = Draw(2) * Draw(20),
            MaxConcurrentPolls = 1 + Draw(3),
            VisibilityTimeout = TimeSpan.FromSeconds(6 + Draw(20)),
            SettlementTimeout = TimeSpan.FromSeconds(Draw(15)),
            RetryDelay = VisibilityBackoff.Exponential(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10)),
            ReceiveDrainTime = TimeSpan.FromSeconds(Draw(3)),
            ShutdownTimeout = TimeSpan.FromSeconds(Draw(10)),
            HandlerTimeout = Draw(2) == 0 ? TimeSpan.FromSeconds(40) : null,
            TimeProvider = _clock,
            Random = Chance,
        });
    }

    private async Task HandleAsync(int process, bool calm, Delivery delivery, CancellationToken cancellationToken)
    {
        var number = int.Parse(delivery.Message.Body, CultureInfo.InvariantCulture);
        var run = _ledger.Open(process, number, delivery);
        _tracks.Add(TrackAsync(run, delivery));
        try
        {
            if (!calm)
            {
                await _behaviour.ActAsync(number, delivery, cancellationToken);
            }

            run.Succeeded = _ledger.Next();
        }
        finally
        {
            run.Ended = _ledger.Next();
        }
    }

    private static async Task TrackAsync(HandlerRun run, Delivery delivery) => run.Lease = await delivery.Ended;

    private SqsClient NewClient(Network network)
    {
        var client = new SqsClient(
            new SqsClientOptions
            {
                Endpoint = _server.Endpoint,
                Region = _server.Region,
                Credentials = new StaticCredentialsSource(new AwsCredentials(_server.AccessKeyId, _server.SecretAccessKey)),
                TimeProvider = _clock,
                AttemptTimeout = TimeSpan.FromSeconds(8),
                Random = Chance,
            },
            new HttpClient(network) { Timeout = Timeout.InfiniteTimeSpan });
        _clients.Add(client);
        return client;
    }

    private Task PauseAsync(int least, int most) => Task.Delay(TimeSpan.FromSeconds(least + Draw(most - least)), _clock);

    private int Draw(int below)
    {
        lock (_random)
        {
            return _random.Next(below);
        }
    }

    private double Chance()
    {
        lock (_random)
        {
            return _random.NextDouble();
        }
    }
}
