using Microsoft.Extensions.Hosting;

namespace Sqs.Client.Processing;

/// <summary>Starts and stops the processors with their host.</summary>
internal sealed class ProcessorService(SqsProcessors processors) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => processors.StartAsync();

    public Task StopAsync(CancellationToken cancellationToken) => processors.StopAsync(cancellationToken);
}
