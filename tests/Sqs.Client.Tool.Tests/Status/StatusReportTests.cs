using FsCheck;
using FsCheck.Fluent;
using Sqs.Client.LocalServer;
using Sqs.Client.Tool.Status;

namespace Sqs.Client.Tool.Tests.Status;

public sealed class StatusReportTests
{
    [Fact]
    public void Rates_TimesTheSeconds_AreWhatWasDone() => Prop.ForAll<(ushort Before, ushort More)[], PositiveInt>((steps, seconds) =>
    {
        var before = Sample(3, [.. steps.Select(step => (long)step.Before)]);
        var now = Sample(3 + seconds.Get, [.. steps.Select(step => (long)step.Before + step.More)]);
        var report = StatusReport.Between(before, now);
        return Near(report.RequestRate * seconds.Get, steps.Sum(step => step.More))
            && report.Queues.Zip(steps).All(pair =>
                Near(pair.First.SendRate * seconds.Get, pair.Second.More)
                && Near(pair.First.ReceiveRate * seconds.Get, 2 * pair.Second.More)
                && Near(pair.First.DeleteRate * seconds.Get, 3 * pair.Second.More));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void FirstSample_HasNoRates()
    {
        var report = StatusReport.Between(null, Sample(5, 7));
        Assert.Equal((0.0, 7L, 0.0), (report.RequestRate, report.Requests, report.Queues[0].SendRate));
    }

    [Fact]
    public void NoTime_HasNoRates() => Assert.Equal(0, StatusReport.Between(Sample(5, 1), Sample(5, 9)).Queues[0].SendRate);

    [Fact]
    public void Queue_ThatIsNew_CountsFromZero() => Assert.Equal(4, StatusReport.Between(Sample(0), Sample(2, 8)).Queues[0].SendRate);

    [Fact]
    public void Queue_ThatWasCreatedAgain_CountsFromZero() => Assert.Equal(2, StatusReport.Between(Sample(0, 100), Sample(2, 4)).Queues[0].SendRate);

    private static bool Near(double one, double other) => Math.Abs(one - other) < 1e-6;

    /// <summary>Queues that sent so many messages, received twice and deleted three times as many; as many requests as messages were sent.</summary>
    private static StatusSample Sample(int second, params long[] sent) => new(
        TimeSpan.FromSeconds(second),
        sent.Sum(),
        0,
        [.. sent.Select((count, index) => new QueueSample($"arn:{index}", $"q{index}", default, new LocalQueueTotals(count, 2 * count, 0, 3 * count), 0))]);
}
