using System.CommandLine;
using Sqs.Client.Tool.Connection;

namespace Sqs.Client.Tool.Queues;

/// <summary><c>sqs queues set</c>: changes attributes of a queue; the others stay.</summary>
internal sealed class SetCommand(ToolHost host)
{
    private readonly Argument<QueueReference> _queue = QueueReference.Argument();

    private readonly Argument<string[]> _attributes = new("NAME=VALUE")
    {
        Description = "The attributes, as the service names them; an empty value takes a policy away.",
        Arity = ArgumentArity.OneOrMore,
    };

    public Command ToCommand() => ClientCommand.Create(host, "set", "Changes attributes of a queue.", [_queue, _attributes], RunAsync);

    private async Task<int> RunAsync(ParseResult parsed, ClientSession session, CancellationToken stop)
    {
        var attributes = Pairs.Read(parsed.GetRequiredValue(_attributes), "NAME=VALUE").ToDictionary(pair => new QueueAttributeName(pair.Key), pair => pair.Value);
        var queue = await session.OpenQueueAsync(parsed.GetRequiredValue(_queue), stop).ConfigureAwait(false);
        _ = await session.Client.SetQueueAttributesAsync(new SetQueueAttributesRequest { QueueUrl = queue.Url, Attributes = attributes }, stop).ConfigureAwait(false);
        return session.Output.Done(queue.Url, $"Changed {queue.Name}; it may take up to a minute to be felt everywhere.");
    }
}
