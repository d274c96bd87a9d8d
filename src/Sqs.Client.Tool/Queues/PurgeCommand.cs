using System.CommandLine;
using Sqs.Client.Tool.Connection;

namespace Sqs.Client.Tool.Queues;

/// <summary><c>sqs queues purge</c>: deletes all messages of a queue, after asking.</summary>
internal sealed class PurgeCommand(ToolHost host)
{
    private readonly Argument<QueueReference> _queue = QueueReference.Argument();
    private readonly Confirmation _confirmation = new(host);

    public Command ToCommand() => ClientCommand.Create(
        host, "purge", "Deletes all messages of a queue; once in 60 seconds, and it takes up to 60 seconds.", [_queue, _confirmation.Option], RunAsync);

    private async Task<int> RunAsync(ParseResult parsed, ClientSession session, CancellationToken stop)
    {
        var queue = await session.OpenQueueAsync(parsed.GetRequiredValue(_queue), stop).ConfigureAwait(false);
        await _confirmation.RequireAsync(parsed, $"Delete all messages of {queue.Url}?", stop).ConfigureAwait(false);
        _ = await queue.PurgeAsync(stop).ConfigureAwait(false);
        return session.Output.Done(queue.Url, $"Purged {queue.Name}; it may take a minute until all messages are gone.");
    }
}
