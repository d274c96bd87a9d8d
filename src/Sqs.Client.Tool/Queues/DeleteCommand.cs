using System.CommandLine;
using Sqs.Client.Tool.Connection;

namespace Sqs.Client.Tool.Queues;

/// <summary><c>sqs queues delete</c>: deletes a queue with all its messages, after asking.</summary>
internal sealed class DeleteCommand(ToolHost host)
{
    private readonly Argument<QueueReference> _queue = QueueReference.Argument();
    private readonly Confirmation _confirmation = new(host);

    public Command ToCommand() => ClientCommand.Create(
        host, "delete", "Deletes a queue with all its messages; its name can be used again after 60 seconds.", [_queue, _confirmation.Option], RunAsync);

    private async Task<int> RunAsync(ParseResult parsed, ClientSession session, CancellationToken stop)
    {
        var queue = await session.OpenQueueAsync(parsed.GetRequiredValue(_queue), stop).ConfigureAwait(false);
        await _confirmation.RequireAsync(parsed, $"Delete {queue.Url} with all its messages?", stop).ConfigureAwait(false);
        _ = await session.Client.DeleteQueueAsync(new DeleteQueueRequest { QueueUrl = queue.Url }, stop).ConfigureAwait(false);
        return session.Output.Done(queue.Url, $"Deleted {queue.Name}.");
    }
}
