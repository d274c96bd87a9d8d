using System.Text.Json.Serialization;
using Sqs.Client.Processing;

namespace Snippets;

internal sealed class OrderHandler(Warehouse warehouse) : ISqsMessageHandler
{
    public async Task HandleAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        await warehouse.PackAsync(delivery.Message.Body, cancellationToken);
    }
}

internal sealed record Invoice(int Number, decimal Total);

[JsonSerializable(typeof(Invoice))]
internal sealed partial class InvoiceJson : JsonSerializerContext;

internal sealed class InvoiceHandler(Warehouse warehouse) : ISqsMessageHandler<Invoice>
{
    public async Task HandleAsync(Invoice message, Delivery delivery, CancellationToken cancellationToken)
    {
        if (message.Total < 0)
        {
            throw new MessageRejectedException("a negative total"); // no retry can help: to the dead-letter queue
        }

        await warehouse.PackAsync($"invoice {message.Number} of {delivery.Message.MessageGroupId}", cancellationToken);
    }
}

/// <summary>What the handlers work for; tells when so many things are packed.</summary>
internal sealed class Warehouse(int expected)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _packed;

    public Task Done => _done.Task;

    public Task PackAsync(string item, CancellationToken cancellationToken)
    {
        Console.WriteLine($"Packed: {item}");
        _ = Interlocked.Increment(ref _packed) == expected && _done.TrySetResult();
        return Task.CompletedTask;
    }
}
