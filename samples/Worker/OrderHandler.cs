using Sqs.Client.Processing;

namespace Worker;

/// <summary>Handles orders in any order, many at once.</summary>
internal sealed class OrderHandler(Tally tally) : ISqsMessageHandler<Order>
{
    public Task HandleAsync(Order message, Delivery delivery, CancellationToken cancellationToken)
    {
        if (message.Total < 0)
        {
            throw new MessageRejectedException("a negative total"); // no retry can help: to the dead-letter queue at once
        }

        tally.Order(message.Number);
        return Task.CompletedTask;
    }
}
