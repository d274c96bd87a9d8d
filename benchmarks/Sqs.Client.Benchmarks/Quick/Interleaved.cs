namespace Sqs.Client.Benchmarks.Quick;

/// <summary>What came out for one case: medians over the rounds.</summary>
internal sealed record Measured(Case Case, double Microseconds, double Ratio, double Bytes);

/// <summary>
/// Runs the cases of a group in turns, a few milliseconds each, and compares within each round: whatever else the machine does meets all
/// cases alike. Time is processor time of this process; bytes are what it allocates.
/// </summary>
internal static class Interleaved
{
    // Code that has become hot is compiled anew beside us, first with counters in it, then for good; that is over when it has not become faster lately.
    private const int MostWarmUps = 15;
    private const int CalmWarmUps = 3;
    private const double NotFaster = 0.93;
    private static readonly TimeSpan CompilerPause = TimeSpan.FromMilliseconds(50);

    public static IReadOnlyList<Measured> Run(CaseGroup group)
    {
        var counts = group.Cases.Select(single => Calibrate(single, group)).ToArray();
        var slices = new Slice[group.Rounds, counts.Length];
        for (var round = 0; round < group.Rounds; round++)
        {
            for (var turn = 0; turn < counts.Length; turn++)
            {
                var index = (round + turn) % counts.Length; // nobody is always the one after the garbage of another
                slices[round, index] = Slice.Of(group.Cases[index], counts[index]);
            }
        }

        return [.. group.Cases.Select((single, index) => Compare(single, index, slices))];
    }

    /// <summary>Warms the case up, and finds how often it fits into a slice.</summary>
    private static int Calibrate(Case single, CaseGroup group)
    {
        var count = group.Multiple;
        var fastest = double.MaxValue;
        for (int warmUp = 0, calm = 0; warmUp < MostWarmUps && calm < CalmWarmUps; warmUp++)
        {
            var call = double.MaxValue;
            for (var slices = 0; slices < 4; slices++)
            {
                var slice = Slice.Of(single, count).Microseconds;
                call = Math.Min(call, slice);
                count = slice * count < group.Slice.TotalMicroseconds ? count * 2 : count;
            }

            calm = call < fastest * NotFaster ? 0 : calm + 1;
            fastest = Math.Min(fastest, call);
            Thread.Sleep(CompilerPause);
        }

        var fitting = (int)(group.Slice.TotalMicroseconds / fastest) + 1;
        return (fitting + group.Multiple - 1) / group.Multiple * group.Multiple;
    }

    private static Measured Compare(Case single, int index, Slice[,] slices)
    {
        var rounds = Enumerable.Range(0, slices.GetLength(0)).ToArray();
        return new Measured(
            single,
            Median(rounds.Select(round => slices[round, index].Microseconds)),
            Median(rounds.Select(round => slices[round, index].Microseconds / slices[round, 0].Microseconds)),
            Median(rounds.Select(round => slices[round, index].Bytes)));
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }

    /// <summary>What one call took on average in one slice.</summary>
    private readonly record struct Slice(double Microseconds, double Bytes)
    {
        public static Slice Of(Case single, int count)
        {
            var bytes = GC.GetTotalAllocatedBytes(precise: true);
            var time = Environment.CpuUsage.TotalTime;
            single.Repeat(count);
            var spent = Environment.CpuUsage.TotalTime - time;
            return new Slice(spent.TotalMicroseconds / count, (double)(GC.GetTotalAllocatedBytes(precise: true) - bytes) / count);
        }
    }
}
