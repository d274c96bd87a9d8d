using System.Diagnostics.Metrics;

namespace Sqs.Client.Tests.Buffering.Receiving;

/// <summary>Whatever callers, polls, attributes, clocks and the end of the client do: the books agree.</summary>
public sealed class ReceiveModelTests
{
    private const int Seeds = 5_000;

    [Fact]
    public async Task Receives_UnderRandomSchedules_LoseNothingAndGiveNothingTwice()
    {
        using var expired = new ExpiredCounter();
        for (var seed = 1; seed <= Seeds; seed++)
        {
            // On the pool, where no context of the test runner sends continuations elsewhere.
            var world = new ReceiveWorld(seed);
            try
            {
                await Task.Run(world.RunAsync, TestContext.Current.CancellationToken);
                world.CheckBooks(expired.Of(world.QueueName));
            }
            catch (Exception error)
            {
                throw new InvalidOperationException($"seed {seed}: {error.Message}\n{world.Story}", error);
            }
        }
    }

    /// <summary>Counts, by queue, the messages that were reported as left to expire.</summary>
    private sealed class ExpiredCounter : IDisposable
    {
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, long> _counts = new(StringComparer.Ordinal);
        private readonly MeterListener _listener = new();

        public ExpiredCounter()
        {
            _listener.InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument is { Name: "sqs.client.expired.messages", Meter.Name: SqsDiagnostics.MeterName })
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
            {
                foreach (var tag in tags)
                {
                    _ = tag.Key == "messaging.destination.name" ? _counts.AddOrUpdate((string)tag.Value!, value, (_, sum) => sum + value) : 0;
                }
            });
            _listener.Start();
        }

        public long Of(string queue) => _counts.GetValueOrDefault(queue);

        public void Dispose() => _listener.Dispose();
    }
}
