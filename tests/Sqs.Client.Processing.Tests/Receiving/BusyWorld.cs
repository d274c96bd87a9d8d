namespace Sqs.Client.Processing.Tests.Receiving;

/// <summary>Processors that share a capacity, in steps of a millisecond: a poll that brings all it asks for takes 20, one of an empty queue 500, a message 100 or so.</summary>
internal sealed class BusyWorld
{
    private readonly Random _random = new(7);
    private readonly List<Processor> _processors = [];
    private int _now;

    public BusyWorld(int places, params ReadOnlySpan<(int Weight, bool IsBusy)> processors)
    {
        Capacity = new SharedCapacity(places);
        foreach (var (weight, isBusy) in processors)
        {
            _processors.Add(new Processor(Capacity, weight) { IsBusy = isBusy });
        }
    }

    public SharedCapacity Capacity { get; }

    public int[] Done => [.. _processors.Select(processor => processor.Done)];

    /// <summary>How many places were taken in the last thousand steps, on average; what becomes free during a poll waits for the next.</summary>
    public double HeldLately { get; private set; }

    public int MostRunning(int processor) => _processors[processor].MostRunning;

    public void Wake(int processor) => _processors[processor].IsBusy = true;

    public void Run(int steps)
    {
        var held = new List<int>();
        for (var end = _now + steps; _now < end; _now++)
        {
            foreach (var processor in _processors.OrderBy(_ => _random.Next()))
            {
                processor.Step(_now, _random);
            }

            held.Add(Capacity.Taken.Places);
        }

        HeldLately = held.TakeLast(1_000).Average();
    }

    private sealed class Processor
    {
        private readonly CapacityShare _share;
        private readonly List<int> _works = [];
        private int _asked;
        private int _pollEnds;

        public Processor(SharedCapacity capacity, int weight) => _share = capacity.Join(weight);

        public bool IsBusy { get; set; }

        public int Done { get; private set; }

        public int MostRunning { get; private set; }

        public void Step(int now, Random random)
        {
            var done = _works.RemoveAll(end => end <= now);
            Done += done;
            _share.Return(done, done * 1_000);
            if (_asked > 0 && _pollEnds <= now)
            {
                EndPoll(now, random);
            }

            if (_asked == 0 && _share.Take(10, 0, 1) is { Total: > 0 } grant)
            {
                (_asked, _pollEnds) = (grant.Total, now + (IsBusy ? 20 : 500));
            }

            MostRunning = Math.Max(MostRunning, _works.Count);
        }

        private void EndPoll(int now, Random random)
        {
            var brought = IsBusy ? _asked : 0;
            _share.Return(_asked - brought, (_asked * SharedCapacity.LargestMessage) - (brought * 1_000));
            _share.Polled(_asked, brought);
            _works.AddRange(Enumerable.Range(0, brought).Select(_ => now + random.Next(50, 150)));
            _asked = 0;
        }
    }
}
