using System.CommandLine;
using Sqs.Client.Tool.Connection;

namespace Sqs.Client.Tool.Queues;

/// <summary><c>sqs queues create</c>: creates a queue, or finds one that is equal.</summary>
internal sealed class CreateCommand(ToolHost host)
{
    private readonly Argument<string> _name = new("NAME") { Description = "The name; that of a FIFO queue ends in .fifo." };

    private readonly Option<bool> _fifo = new("--fifo") { Description = "A FIFO queue; also without this when the name ends in .fifo." };

    private readonly Option<string[]> _attributes = new("--attribute", "-a")
    {
        Description = "An attribute as the service names it: VisibilityTimeout=60. May be repeated.",
        HelpName = "NAME=VALUE",
    };

    private readonly Option<string[]> _tags = new("--tag") { Description = "A tag. May be repeated.", HelpName = "KEY=VALUE" };

    private readonly Option<QueueReference?> _deadLetter = QueueReference.Option("--dead-letter", "Where messages go that were received too often; with --max-receive.");

    private readonly Option<int?> _maxReceive = new("--max-receive") { Description = "After how many receives, 1 to 1000.", HelpName = "number" };

    public Command ToCommand() => ClientCommand.Create(
        host, "create", "Creates a queue, or finds one with the same name and attributes.", [_name, _fifo, _attributes, _tags, _deadLetter, _maxReceive], RunAsync);

    private async Task<int> RunAsync(ParseResult parsed, ClientSession session, CancellationToken stop)
    {
        var name = parsed.GetRequiredValue(_name);
        var attributes = Pairs.Read(parsed.GetValue(_attributes) ?? [], "--attribute")
            .ToDictionary(pair => new QueueAttributeName(pair.Key), pair => pair.Value);
        var tags = Pairs.Read(parsed.GetValue(_tags) ?? [], "--tag");
        if (parsed.GetValue(_fifo) || name.EndsWith(".fifo", StringComparison.Ordinal))
        {
            _ = attributes.TryAdd(QueueAttributeName.FifoQueue, "true");
        }

        if (await RedriveAsync(parsed, session, stop).ConfigureAwait(false) is { } redrive && !attributes.TryAdd(QueueAttributeName.RedrivePolicy, redrive))
        {
            throw ToolException.Misuse("--dead-letter and --attribute RedrivePolicy=... say the same thing twice.");
        }

        var created = await session.Client.CreateQueueAsync(
            new CreateQueueRequest { QueueName = name, Attributes = attributes, Tags = tags }, stop).ConfigureAwait(false);
        return session.Output.Done(created.QueueUrl, created.QueueUrl);
    }

    private async Task<string?> RedriveAsync(ParseResult parsed, ClientSession session, CancellationToken stop)
    {
        const int Most = 1000;
        var (queue, count) = (parsed.GetValue(_deadLetter), parsed.GetValue(_maxReceive));
        if (queue is null != count is null)
        {
            throw ToolException.Misuse("--dead-letter and --max-receive go together.");
        }

        if (count is < 1 or > Most)
        {
            throw ToolException.Misuse($"--max-receive takes a number from 1 to {Most}.");
        }

        return queue is null ? null : RedriveText.Of(await session.ArnOfAsync(queue, stop).ConfigureAwait(false), count!.Value);
    }
}
