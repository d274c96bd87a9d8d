namespace Sqs.Client.Processing;

/// <summary>A processor as it was registered.</summary>
/// <param name="Name">Its name, and that of its options.</param>
/// <param name="Queue">The name or URL of its queue.</param>
/// <param name="Client">Finds its client.</param>
/// <param name="Handler">Makes its handler.</param>
internal sealed record ProcessorRegistration(
    string Name, string Queue, Func<IServiceProvider, ISqsClient> Client, Func<IServiceProvider, Func<Delivery, CancellationToken, Task>> Handler);
