using System.CommandLine;
using Sqs.Client.Tool.Connection;

namespace Sqs.Client.Tool.Queues;

/// <summary><c>sqs queues list</c>: all queues of the account in the region, however many pages they take.</summary>
internal sealed class ListCommand(ToolHost host)
{
    private readonly Argument<string?> _prefix = new("PREFIX") { Description = "Only queues whose name starts so.", Arity = ArgumentArity.ZeroOrOne };

    public Command ToCommand() => ClientCommand.Create(host, "list", "Lists the queues of the account in the region.", [_prefix], RunAsync);

    private async Task<int> RunAsync(ParseResult parsed, ClientSession session, CancellationToken stop)
    {
        var urls = await session.Client.ListAllQueuesAsync(parsed.GetValue(_prefix), stop).ToListAsync(stop).ConfigureAwait(false);
        if (session.Output.IsJson)
        {
            session.Output.Json(writer => QueueJson.Urls(writer, urls));
        }
        else
        {
            session.Output.Rows(["queue"], urls.Select(url => (string[])[url]));
        }

        return ExitCodes.Done;
    }
}
