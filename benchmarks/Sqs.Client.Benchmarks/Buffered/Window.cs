using System.Diagnostics;

namespace Sqs.Client.Benchmarks.Buffered;

/// <summary>What a sender did in a stretch of time.</summary>
/// <param name="MessagesPerSecond">How many messages were acknowledged in a second of the clock.</param>
/// <param name="MessagesPerCpuSecond">How many in a second of this process's processor time.</param>
/// <param name="MessagesPerRequest">How many went with a request.</param>
/// <param name="BytesPerMessage">How much was allocated for each.</param>
internal readonly record struct Window(double MessagesPerSecond, double MessagesPerCpuSecond, double MessagesPerRequest, double BytesPerMessage)
{
    /// <summary>Lets all callers of a sender work, each with one call at a time.</summary>
    public static async Task<Window> OfAsync(Sender sender, TimeSpan length)
    {
        var (bytes, cpu, requests, start) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime, sender.Requests, Stopwatch.GetTimestamp());
        var calls = await Task.WhenAll(Enumerable.Range(0, sender.Callers).Select(_ => Task.Run(async () =>
        {
            var done = 0L;
            while (Stopwatch.GetElapsedTime(start) < length)
            {
                await sender.SendAsync();
                done++;
            }

            return done;
        })));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var messages = (double)calls.Sum() * sender.MessagesPerCall;
        return new Window(
            messages / seconds,
            messages / (Environment.CpuUsage.TotalTime - cpu).TotalSeconds,
            messages / (sender.Requests - requests),
            (GC.GetTotalAllocatedBytes(precise: true) - bytes) / messages);
    }
}
