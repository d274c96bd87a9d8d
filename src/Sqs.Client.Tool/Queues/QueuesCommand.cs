using System.CommandLine;

namespace Sqs.Client.Tool.Queues;

/// <summary><c>sqs queues</c>: what is done with queues as such.</summary>
internal sealed class QueuesCommand(ToolHost host)
{
    public Command ToCommand() => new("queues", "Lists, creates, shows, changes and deletes queues.")
    {
        new ListCommand(host).ToCommand(),
        new CreateCommand(host).ToCommand(),
        new ShowCommand(host).ToCommand(),
        new SetCommand(host).ToCommand(),
        new TagCommand(host).ToCommand(),
        new UntagCommand(host).ToCommand(),
        new PurgeCommand(host).ToCommand(),
        new DeleteCommand(host).ToCommand(),
    };
}
