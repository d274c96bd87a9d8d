using Sqs.Client.Tests.Diagnostics;
using static Sqs.Client.Tests.Buffering.Receiving.ReceivingStage;

namespace Sqs.Client.Tests.Buffering.Receiving;

/// <summary>How buffered receives end.</summary>
public sealed class ReceiveStopTests
{
    [Fact]
    public async Task Stop_APollThatHeedsNoToken_IsLeftAndWhatItBringsIsCounted()
    {
        using var listeners = new Listeners();
        var stage = new ReceivingStage();
        stage.Queue.IgnoresCancellation = true;
        const string Queue = Url + "-heedless";
        _ = await stage.CallAsync(max: 1, wait: 20, url: Queue);
        using var abort = new CancellationTokenSource();
        var stopping = stage.Received.StopAsync(abort.Token);
        await stage.AdvanceAsync(1.1);
        Assert.False(stopping.IsCompleted);
        await abort.CancelAsync();
        await stopping;
        stage.Poll.Answer(stage.Queue.Messages(3));

        var left = Assert.Single(listeners.Measurements, measurement => measurement.Name == "sqs.client.expired.messages" && Equals(measurement.Tags["messaging.destination.name"], "orders-heedless"));
        Assert.Equal(3, left.Value);
    }

    [Fact]
    public async Task Stop_WithinAPauseBetweenPolls_SleepsUntilTheDrainEnds()
    {
        var stage = new ReceivingStage();
        _ = await stage.CallAsync(max: 10, wait: 20);
        _ = await stage.CallAsync(max: 10, wait: 20);
        Assert.Equal(2, stage.Queue.Running.Count);
        Assert.True(stage.Queue.Running[0].Answer());
        await stage.SettleAsync(); // empty at once: the next poll has to wait a little
        var drained = stage.Clock.GetUtcNow() + stage.Settings.ReceiveDrainTime;
        var stopping = stage.Received.StopAsync(TestContext.Current.CancellationToken);
        await stage.SettleAsync();
        await stage.AdvanceAsync(0.5);

        Assert.Equal(drained, stage.Time.NextDue);
        await stage.AdvanceAsync(0.5);
        await stopping;
    }

    [Fact]
    public async Task Stop_Twice_EndsTogether()
    {
        var stage = new ReceivingStage();
        _ = await stage.CallAsync(max: 1, wait: 20);
        var first = stage.Received.StopAsync(TestContext.Current.CancellationToken);
        var second = stage.Received.StopAsync(TestContext.Current.CancellationToken);
        await stage.SettleAsync();
        Assert.False(second.IsCompleted);
        _ = await stage.AnswerAsync(0);
        await first;
        await second;
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => stage.Received.ReceiveAsync(Request(), TestContext.Current.CancellationToken));
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => stage.Received.ReceiveAsync(Request() with { VisibilityTimeout = 3 }, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Stop_WithReleasingOff_LeavesMessagesToExpire()
    {
        var stage = new ReceivingStage(options => options.ReleaseOnDispose = false);
        _ = await stage.CallAsync(max: 1, wait: 20);
        _ = await stage.AnswerAsync(5);
        await stage.Received.StopAsync(TestContext.Current.CancellationToken);
        Assert.Equal((0, 0), (stage.Queue.ReleaseCalls, stage.Received.BufferedMessages));
    }

    [Fact]
    public async Task Stop_WhileTheVisibilityTimeoutIsBeingRead_WaitsForItAsLongAsForPolls()
    {
        var stage = new ReceivingStage();
        stage.Queue.HoldAttributes = new TaskCompletionSource();
        _ = await stage.CallAsync(max: 1, wait: 20);
        var messages = await stage.AnswerAsync(3);
        var stopping = stage.Received.StopAsync(TestContext.Current.CancellationToken);
        await stage.SettleAsync();
        Assert.Equal(0, stage.Queue.ReleaseCalls);
        stage.Queue.HoldAttributes.SetResult();
        await stopping;
        Assert.Equal(Ids(messages[1..]), stage.Queue.Released);
    }

    [Fact]
    public async Task Stop_AReleaseThatHangs_EndsWithTheTimeForIt()
    {
        var stage = new ReceivingStage();
        _ = await stage.CallAsync(max: 1, wait: 20);
        _ = await stage.AnswerAsync(5);
        stage.Queue.HoldReleases = new TaskCompletionSource();
        using var abort = new CancellationTokenSource();
        var stopping = stage.Received.StopAsync(abort.Token);
        await stage.SettleAsync();
        Assert.False(stopping.IsCompleted);
        await abort.CancelAsync();
        await stopping;
    }
}
