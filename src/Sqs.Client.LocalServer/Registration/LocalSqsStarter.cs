using Microsoft.Extensions.Hosting;

namespace Sqs.Client.LocalServer.Registration;

/// <summary>Starts the server before the services that use it, and leaves its end to the container: they may send until theirs.</summary>
internal sealed class LocalSqsStarter(LocalSqs server) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => server.EnsureStartedAsync().WaitAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
