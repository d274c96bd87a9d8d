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
}
