using Sqs.Client.Signing;

namespace Sqs.Client.Interop.Peers;

/// <summary>A server that nobody here wrote; one for all tests of a class, started by the first that asks.</summary>
public abstract class PeerServer : IAsyncLifetime
{
    private readonly Lazy<Task<(Child Child, Uri Endpoint)>> _running;

    protected PeerServer() => _running = new(StartAsync);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Where it listens. Skips the test where the server is not installed.</summary>
    public async Task<Uri> EndpointAsync() => (await _running.Value).Endpoint;

    /// <summary>A client of it. Some servers are slow, above all when several tests use them at once: deadlines are wide.</summary>
    public async Task<SqsClient> NewClientAsync(SqsProtocol protocol, AwsCredentials? credentials = null) => new(new SqsClientOptions
    {
        Protocol = protocol,
        Endpoint = await EndpointAsync(),
        Region = "us-east-1",
        Credentials = new StaticCredentialsSource(credentials ?? new AwsCredentials("testing", "testing")),
        AttemptTimeout = TimeSpan.FromSeconds(60),
        CallTimeout = TimeSpan.FromSeconds(120),
        MaxAttempts = 1,
    });

    public async ValueTask DisposeAsync()
    {
        if (_running is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await _running.Value).Child.DisposeAsync();
        }
    }

    /// <summary>Starts it at an endpoint of its own; skips the test where something is missing.</summary>
    private protected abstract Task<(Child Child, Uri Endpoint)> StartAsync();
}
