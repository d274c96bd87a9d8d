using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Sqs.Client.Processing;

/// <summary>The processors of a host, to pause them and to look at them. Registered by <c>AddProcessor</c>.</summary>
public sealed class SqsProcessors : IAsyncDisposable
{
    private readonly Dictionary<string, SqsProcessor> _byName;

    internal SqsProcessors(IServiceProvider provider) =>
        _byName = provider.GetServices<ProcessorRegistration>().ToDictionary(registration => registration.Name, registration => Make(provider, registration), StringComparer.Ordinal);

    /// <summary>All processors, in the order of their registration.</summary>
    public IReadOnlyCollection<SqsProcessor> All => _byName.Values;

    /// <summary>The processor of a name: that of its queue; of a named client, the client's name, a colon and the queue's.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public SqsProcessor this[string name] =>
        _byName.GetValueOrDefault(name) ?? throw new KeyNotFoundException($"There is no processor \"{name}\"; there are: {string.Join(", ", _byName.Keys)}.");

    /// <summary>Stops those that were not stopped.</summary>
    /// <returns>When all have ended.</returns>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None).ConfigureAwait(false);

    internal Task StartAsync() => Task.WhenAll(All.Select(static processor => processor.StartAsync()));

    internal Task StopAsync(CancellationToken abort) => Task.WhenAll(All.Select(processor => processor.StopAsync(abort)));

    private static SqsProcessor Make(IServiceProvider provider, ProcessorRegistration registration)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<SqsProcessorOptions>>().Get(registration.Name);
        options.LoggerFactory ??= provider.GetService<ILoggerFactory>();
        options.TimeProvider ??= provider.GetService<TimeProvider>();
        return new SqsProcessor(registration.Client(provider), registration.Queue, registration.Handler(provider), options) { Name = registration.Name };
    }
}
