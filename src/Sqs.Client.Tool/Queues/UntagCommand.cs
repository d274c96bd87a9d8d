using System.CommandLine;
using Sqs.Client.Tool.Connection;

namespace Sqs.Client.Tool.Queues;

/// <summary><c>sqs queues untag</c>: takes tags off a queue.</summary>
internal sealed class UntagCommand(ToolHost host)
{
    private readonly Argument<QueueReference> _queue = QueueReference.Argument();

    private readonly Argument<string[]> _keys = new("KEY") { Description = "The keys of the tags.", Arity = ArgumentArity.OneOrMore };

    public Command ToCommand() => ClientCommand.Create(host, "untag", "Takes tags off a queue.", [_queue, _keys], RunAsync);

    private async Task<int> RunAsync(ParseResult parsed, ClientSession session, CancellationToken stop)
    {
        var queue = await session.OpenQueueAsync(parsed.GetRequiredValue(_queue), stop).ConfigureAwait(false);
        _ = await session.Client.UntagQueueAsync(
            new UntagQueueRequest { QueueUrl = queue.Url, TagKeys = parsed.GetRequiredValue(_keys) }, stop).ConfigureAwait(false);
        return session.Output.Done(queue.Url, $"Untagged {queue.Name}.");
    }
}
