using Microsoft.Extensions.Logging;
using Sqs.Client.Tests.Diagnostics;
using Sqs.Client.Tests.Transport;

namespace Sqs.Client.Tests.Buffering.Outgoing;

/// <summary>What the outgoing half tells listeners and logs.</summary>
[Collection(nameof(Alone))]
public sealed class OutgoingTelemetryTests
{
    [Fact]
    public async Task ALane_CountsAndLogsWhatItDoes_AndNothingSecret()
    {
        const string Secret = "a-receipt-handle-that-must-not-be-seen";
        using var listeners = new Listeners();
        using var loggers = new Loggers(listeners);
        var rig = new Rig(options => (options.LoggerFactory, options.EntryMaxAttempts) = (loggers, 2));
        var calls = new[] { rig.Delete(Secret), rig.Delete("b"), rig.Delete("c") };
        rig.Run();
        rig.Service.Open[0].Answer(handle => handle == Secret ? "service" : handle == "b" ? "sender" : "sent", "9");
        rig.Run();
        rig.Advance(5000);
        rig.Service.Open[0].Answer();
        rig.Run();
        var left = rig.Delete("d");
        rig.Run();
        using var abort = new CancellationTokenSource();
        var stop = rig.Calls.StopAsync(flush: true, abort.Token);
        await abort.CancelAsync();
        rig.Run();
        await stop;

        Assert.True(calls[0].IsCompletedSuccessfully && calls[1].IsFaulted && left.IsFaulted);
        Assert.Equal([3, 1, 1], Of("sqs.client.buffer.batch.size").Select(measurement => measurement.Value));
        Assert.All(Of("sqs.client.buffer.batch.size"), measurement => Assert.Equal("DeleteMessageBatch", measurement.Tags["messaging.operation.name"]));
        Assert.Equal(["idle", "idle", "idle"], Of("sqs.client.buffer.batch.linger").Select(measurement => OtherTag(measurement)));
        Assert.Equal(0, Of("sqs.client.buffer.pending.messages").Sum(measurement => measurement.Value));
        Assert.Equal(8, Of("sqs.client.buffer.pending.messages").Count());
        Assert.Equal([1, -1, 1, -1, 1], Of("sqs.client.buffer.batches.in_flight").Select(measurement => measurement.Value));
        Assert.Equal(["InternalError"], Of("sqs.client.buffer.entry.retries").Select(OtherTag));
        Assert.Equal(["InternalError", "InvalidMessageContents"], Of("sqs.client.buffer.entry.failures").Select(OtherTag).Order(StringComparer.Ordinal));
        Assert.Equal(["True"], Of("sqs.client.buffer.leftovers").Select(OtherTag));
        Assert.Equal((3, 5), (Of("sqs.client.buffer.billed.requests").Sum(measurement => measurement.Value), Of("sqs.client.buffer.unbatched.requests").Sum(measurement => measurement.Value)));
        Assert.Equal(["1102", "1104", "1105"], listeners.Log.Select(line => line[..4]).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(Secret, listeners.All, StringComparison.Ordinal);

        IEnumerable<Listeners.Measurement> Of(string name) => listeners.Measurements.Where(measurement =>
            measurement.Name == name && measurement.Tags["messaging.operation.name"] is "DeleteMessageBatch");
    }

    private static string? OtherTag(Listeners.Measurement measurement) => measurement.Tags.Where(tag => tag.Key != "messaging.operation.name").Select(tag => tag.Value?.ToString()).Single();

    private sealed class Loggers(ILogger logger) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => logger;

        public void AddProvider(ILoggerProvider provider) => throw new InvalidOperationException("one logger is all");

        public void Dispose()
        {
        }
    }
}
