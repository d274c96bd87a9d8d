using System.Globalization;
using Sqs.Client.Processing;

namespace Worker;

/// <summary>Handles the entries of a ledger: those of one account one after another, accounts at once.</summary>
internal sealed class LedgerHandler(Tally tally) : ISqsMessageHandler
{
    public Task HandleAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        tally.Entry(delivery.Message.MessageGroupId!, int.Parse(delivery.Message.Body, CultureInfo.InvariantCulture));
        return Task.CompletedTask;
    }
}
