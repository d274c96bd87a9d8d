using Sqs.Client.Faults.Books;

namespace Sqs.Client.Faults.Simulation;

/// <summary>A client of one process on a network of its own, buffering or not.</summary>
internal sealed class SimulatedClient : IAsyncDisposable
{
    private readonly SqsClient _plain;
    private readonly BufferedSqsClient? _buffered;
    private readonly SimulatedNetwork _network;

    public SimulatedClient(Scene scene, bool buffers)
    {
        var (plan, server) = (scene.Plan, scene.Server);
        _network = new SimulatedNetwork(server.CreateHandler(), scene.Random, plan.MostLatency, scene.Clock, scene.Trace);
        var options = BooksScene.OptionsFor(server);
        (options.Protocol, options.AttemptTimeout, options.TimeProvider, options.Random) = (plan.Protocol, plan.AttemptTimeout, scene.Clock, scene.Random.NextDouble);
        _plain = new SqsClient(options, new HttpClient(_network) { Timeout = Timeout.InfiniteTimeSpan });
        _buffered = buffers ? new BufferedSqsClient(_plain, new QueueBufferOptions { TimeProvider = scene.Clock, Random = scene.Random.NextDouble, LongPollWaitTime = TimeSpan.FromSeconds(5) }) : null;
    }

    public ISqsClient Client => (ISqsClient?)_buffered ?? _plain;

    /// <summary>From now on nothing gets through.</summary>
    public void Crash() => _network.Cut();

    public async ValueTask DisposeAsync()
    {
        if (_buffered is not null)
        {
            await _buffered.DisposeAsync();
        }

        await _plain.DisposeAsync();
        _network.IsClosed = true;
    }
}
