using Sqs.Client.LocalServer;

namespace Sqs.Client.Processing.Tests.Books;

/// <summary>A client that notes which of the messages received the service left visible, or gave to somebody else too: duplicates made by a fault.</summary>
internal sealed class WatchedClient(ISqsClient inner, LocalSqs server, string queue, Ledger ledger) : DelegatingSqsClient(inner)
{
    public override async Task<ReceiveMessageResponse> ReceiveMessageAsync(ReceiveMessageRequest request, CancellationToken cancellationToken = default)
    {
        var response = await Inner.ReceiveMessageAsync(request, cancellationToken);
        var lying = server.GetQueue(queue).GetMessages().ToDictionary(message => message.MessageId, StringComparer.Ordinal);
        foreach (var message in response.Messages)
        {
            if (lying.TryGetValue(message.MessageId, out var stored) && (stored.State != LocalMessageState.InFlight || stored.ReceiveCount > message.ApproximateReceiveCount))
            {
                ledger.Injected(message.MessageId);
            }
        }

        return response;
    }
}
