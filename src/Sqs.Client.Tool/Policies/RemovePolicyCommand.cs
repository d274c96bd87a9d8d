using System.CommandLine;
using Sqs.Client.Tool.Connection;

namespace Sqs.Client.Tool.Policies;

/// <summary><c>sqs policy remove</c>: takes a statement out of the policy of a queue.</summary>
internal sealed class RemovePolicyCommand(ToolHost host)
{
    private readonly Argument<QueueReference> _queue = QueueReference.Argument();

    private readonly Argument<string> _sid = new("SID") { Description = "The id of the statement, as explain shows it." };

    public Command ToCommand() => ClientCommand.Create(host, "remove", "Takes a statement out of the access policy of a queue; with the last one the policy is gone.", [_queue, _sid], RunAsync);

    private async Task<int> RunAsync(ParseResult parsed, ClientSession session, CancellationToken stop)
    {
        var sid = parsed.GetRequiredValue(_sid);
        var queue = await session.OpenQueueAsync(parsed.GetRequiredValue(_queue), stop).ConfigureAwait(false);
        var isFound = false;
        _ = await queue.UpdatePolicyAsync(policy => Without(policy), stop).ConfigureAwait(false);
        return session.Output.Done(queue.Url, $"Removed {sid}.");

        // Called again after a race, in which the statement may be gone already.
        AccessPolicy Without(AccessPolicy policy)
        {
            isFound |= policy.Find(sid) is not null;
            return isFound ? policy.Without(sid) : throw new ToolException($"the policy of '{queue.Name}' has no statement '{sid}'.", ExitCodes.Failed);
        }
    }
}
