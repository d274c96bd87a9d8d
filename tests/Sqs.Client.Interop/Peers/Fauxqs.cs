using Sqs.Client.Signing;

namespace Sqs.Client.Interop.Peers;

/// <summary>Fauxqs 1.9.2 (npm), a server that speaks AWS JSON alone; one for all tests of a class, started by the first that asks.</summary>
public sealed class Fauxqs : IAsyncLifetime
{
    private readonly SemaphoreSlim _gate = new(1);
    private Child? _child;
    private Uri? _endpoint;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Where it listens. Skips the test where Node or fauxqs is not installed.</summary>
    public async Task<Uri> EndpointAsync()
    {
        await _gate.WaitAsync();
        try
        {
            return _endpoint ??= await StartAsync();
        }
        finally
        {
            _ = _gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_child is not null)
        {
            await _child.DisposeAsync();
        }

        _gate.Dispose();
    }

    private async Task<Uri> StartAsync()
    {
        var environment = new Dictionary<string, string> { ["SQS_PEER_NPM"] = NpmPackages.FolderOf("fauxqs") };
        var node = await NpmPackages.NodeOnPathAsync();
        var port = Child.FreePort();
        var endpoint = new Uri($"http://127.0.0.1:{port}/");
        _child = await Child.StartServerAsync(node, [Path.Combine(AppContext.BaseDirectory, "Scripts", "fauxqs.mjs"), $"{port}"], new Uri(endpoint, "health"), environment);
        return endpoint;
    }
}
