using System.CommandLine;
using Sqs.Client.Tool.Connection;

namespace Sqs.Client.Tool.Queues;

/// <summary><c>sqs queues tag</c>: adds tags, or replaces those with the same keys.</summary>
internal sealed class TagCommand(ToolHost host)
{
    private readonly Argument<QueueReference> _queue = QueueReference.Argument();

    private readonly Argument<string[]> _tags = new("KEY=VALUE") { Description = "The tags.", Arity = ArgumentArity.OneOrMore };

    public Command ToCommand() => ClientCommand.Create(host, "tag", "Adds tags to a queue, or replaces those with the same keys.", [_queue, _tags], RunAsync);

    private async Task<int> RunAsync(ParseResult parsed, ClientSession session, CancellationToken stop)
    {
        var tags = Pairs.Read(parsed.GetRequiredValue(_tags), "KEY=VALUE");
        var queue = await session.OpenQueueAsync(parsed.GetRequiredValue(_queue), stop).ConfigureAwait(false);
        _ = await session.Client.TagQueueAsync(new TagQueueRequest { QueueUrl = queue.Url, Tags = tags }, stop).ConfigureAwait(false);
        return session.Output.Done(queue.Url, $"Tagged {queue.Name}.");
    }
}
