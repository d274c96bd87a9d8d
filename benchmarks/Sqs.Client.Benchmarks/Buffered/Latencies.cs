using System.Diagnostics;

namespace Sqs.Client.Benchmarks.Buffered;

/// <summary>How long single sends take when they come at a rate, whether or not earlier ones are back.</summary>
internal static class Latencies
{
    /// <summary>The median, in milliseconds.</summary>
    public static async Task<double> MedianAsync(Sender sender, int perSecond, int count)
    {
        var sends = new List<Task<double>>(count);
        var start = Stopwatch.GetTimestamp();
        var chance = new Random(perSecond);
        var due = TimeSpan.Zero;
        while (sends.Count < count)
        {
            due += TimeSpan.FromSeconds(-Math.Log(1 - chance.NextDouble()) / perSecond);
            if (due - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } pause)
            {
                await Task.Delay(pause);
            }

            sends.Add(TimeAsync(sender));
        }

        double[] taken = await Task.WhenAll(sends);
        Array.Sort(taken);
        return taken[taken.Length / 2];
    }

    private static async Task<double> TimeAsync(Sender sender)
    {
        var start = Stopwatch.GetTimestamp();
        await sender.SendAsync();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
