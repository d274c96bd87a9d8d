using System.Globalization;
using System.Text;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Faults.Simulation;

/// <summary>
/// The way from one client to the server and back: each request and each answer takes a time of its own, and so they overtake each other. Cut, nothing gets
/// through any more: the client's process has crashed, or its cable is out.
/// </summary>
internal sealed class SimulatedNetwork(HttpMessageHandler inner, Random random, TimeSpan mostLatency, VirtualClock clock, Trace trace) : DelegatingHandler(inner)
{
    private readonly CancellationTokenSource _cut = new();

    /// <summary>Whether its client has been disposed: a request after that is a finding.</summary>
    public bool IsClosed { get; set; }

    public void Cut() => _cut.Cancel();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var action = await ActionOfAsync(request);
        trace.Add(clock.GetUtcNow(), action);
        if (IsClosed)
        {
            trace.AfterClose.Add(action);
        }

        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _cut.Token);
        try
        {
            await DelayAsync(either.Token);
            var answer = await base.SendAsync(request, either.Token);
            await DelayAsync(either.Token);
            trace.Add(clock.GetUtcNow(), ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture));
            return answer;
        }
        catch (OperationCanceledException cancelled) when (_cut.IsCancellationRequested)
        {
            throw new HttpRequestException("The network is cut.", cancelled);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _cut.Dispose();
        }

        base.Dispose(disposing);
    }

    private Task DelayAsync(CancellationToken cancellationToken) => Task.Delay(mostLatency * random.NextDouble(), clock, cancellationToken);

    private static async Task<string> ActionOfAsync(HttpRequestMessage request)
    {
        if (request.Headers.TryGetValues("X-Amz-Target", out var targets))
        {
            return targets.First();
        }

        var body = Encoding.UTF8.GetString(await request.Content!.ReadAsByteArrayAsync());
        return body[..Math.Max(0, body.IndexOf('&', StringComparison.Ordinal))];
    }
}

/// <summary>What went over all networks of a run, as one number: two runs that differ anywhere differ in it.</summary>
internal sealed class Trace
{
    private ulong _hash = 14695981039346656037;

    /// <summary>The number: FNV-1a over each moment and event.</summary>
    public ulong Hash => _hash;

    public int Events { get; private set; }

    /// <summary>Requests of clients that had ended.</summary>
    public List<string> AfterClose { get; } = [];

    public void Add(DateTimeOffset moment, string what)
    {
        Events++;
        foreach (var part in $"{moment.UtcTicks} {what}")
        {
            _hash = (_hash ^ part) * 1099511628211;
        }
    }
}
