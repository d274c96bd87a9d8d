using Sqs.Client.Signing;

namespace Sqs.Client.Interop.Peers;

/// <summary>A moto server, one for all tests of a class; started by the first that asks.</summary>
public sealed class Moto : IAsyncLifetime
{
    private readonly SemaphoreSlim _gate = new(1);
    private Child? _child;
    private Uri? _endpoint;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Where it listens. Skips the test where moto is not installed.</summary>
    public async Task<Uri> EndpointAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (_endpoint is null)
            {
                var python = await Programs.PythonAsync("moto", "SQS_PEER_PYTHON", "import moto.server, boto3");
                var port = Child.FreePort();
                var endpoint = new Uri($"http://127.0.0.1:{port}/");
                _child = await Child.StartServerAsync(python, ["-m", "moto.server", "-H", "127.0.0.1", "-p", $"{port}"], new Uri(endpoint, "moto-api/"));
                _endpoint = endpoint;
            }

            return _endpoint;
        }
        finally
        {
            _ = _gate.Release();
        }
    }

    /// <summary>A client of it. Moto is slow, above all when several tests use it at once: deadlines are wide.</summary>
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
        if (_child is not null)
        {
            await _child.DisposeAsync();
        }

        _gate.Dispose();
    }
}
