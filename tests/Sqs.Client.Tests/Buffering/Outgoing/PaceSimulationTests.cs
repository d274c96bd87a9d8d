namespace Sqs.Client.Tests.Buffering.Outgoing;

/// <summary>What gathering costs and saves, in simulated time: callers who await each call, callers who do not, and one alone.</summary>
public sealed class PaceSimulationTests
{
    private static readonly TimeSpan RoundTrip = TimeSpan.FromMilliseconds(20);

    [Theory]
    [InlineData(16, 0, 0)] // all begin at once
    [InlineData(16, 1.25, 0)] // they begin one after another, evenly over a round trip
    [InlineData(16, 3, 0)]
    [InlineData(16, 200, 0)] // each when the others have long found their rhythm
    [InlineData(16, 1.25, 0.3)] // round trips vary
    [InlineData(16, 200, 0.3)]
    [InlineData(8, 1.25, 0.3)]
    [InlineData(4, 7, 0)]
    [InlineData(25, 1, 0.3)]
    public void AwaitingCallers_ReachNineTenthsOfThePlainRate_WithHalfOfItsRequests(int callers, double apart, double jitter)
    {
        var world = new World(jitter);
        for (var caller = 0; caller < callers; caller++)
        {
            world.StartAwaitingCaller(TimeSpan.FromMilliseconds(caller * apart));
        }

        world.RunFor(TimeSpan.FromMilliseconds((callers * apart) + 1000));
        var (sent, requests) = world.Measure(TimeSpan.FromSeconds(4));

        var plain = callers * 4 / RoundTrip.TotalSeconds;
        Assert.True(sent >= 0.9 * plain, $"{sent} sent, the plain client {plain}");
        Assert.True(requests <= 0.5 * sent, $"{requests} requests for {sent}");
    }

    [Fact]
    public void Invariant18_SequentialCaller_PaysNoLinger()
    {
        var world = new World(jitter: 0);
        world.StartAwaitingCaller(TimeSpan.Zero);

        var (sent, _) = world.Measure(TimeSpan.FromSeconds(2));

        Assert.Equal(100, sent);
    }

    [Theory]
    [InlineData(500, false)]
    [InlineData(500, true)]
    [InlineData(650, true)]
    [InlineData(700, false)]
    [InlineData(1000, false)]
    [InlineData(1000, true)]
    [InlineData(3000, true)]
    [InlineData(4000, false)]
    public void Invariant19_SustainedLoad_MakesBatchesOfEightOrMore(int perSecond, bool isRandom)
    {
        var world = new World(jitter: 0.2);
        world.StartStream(perSecond, isRandom);
        world.RunFor(TimeSpan.FromSeconds(1));

        var (sent, requests) = world.Measure(TimeSpan.FromSeconds(4));

        Assert.True(sent >= 0.95 * perSecond * 4, $"{sent} sent");
        Assert.True(sent >= 8 * requests, $"{(double)sent / requests:0.00} entries per batch");
    }

    /// <summary>A service with a round trip, and callers.</summary>
    private sealed class World
    {
        private readonly Rig _rig = new();
        private readonly Random _random = new(7);
        private readonly List<Task> _awaited = [];
        private int _sent;
        private int _requests;

        public World(double jitter) => _rig.Service.OnCall = call =>
        {
            _requests++;
            _rig.Clock.After(RoundTrip * (1 + (jitter * ((2 * _random.NextDouble()) - 1))), () =>
            {
                _sent += call.Names.Length;
                call.Answer();
            });
        };

        public void StartAwaitingCaller(TimeSpan after) => _rig.Clock.After(after, () => _awaited.Add(_rig.Send("m")));

        public void StartStream(int perSecond, bool isRandom)
        {
            var mean = TimeSpan.FromSeconds(1.0 / perSecond);
            _rig.Clock.After(isRandom ? mean * -Math.Log(1 - _random.NextDouble()) : mean, () =>
            {
                _ = _rig.Send("m");
                StartStream(perSecond, isRandom);
            });
        }

        public void RunFor(TimeSpan time) => _rig.Clock.Advance(time, RunWithCallers);

        public (int Sent, int Requests) Measure(TimeSpan time)
        {
            (_sent, _requests) = (0, 0);
            RunFor(time);
            return (_sent, _requests);
        }

        /// <summary>Whoever has an answer calls again at once.</summary>
        private void RunWithCallers()
        {
            _rig.Run();
            for (var back = _awaited.RemoveAll(task => task.IsCompletedSuccessfully); back > 0; back = _awaited.RemoveAll(task => task.IsCompletedSuccessfully))
            {
                _awaited.AddRange(Enumerable.Range(0, back).Select(_ => _rig.Send("m")));
                _rig.Run();
            }
        }
    }
}
