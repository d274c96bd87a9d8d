using System.CommandLine;
using System.Text.Json;
using Sqs.Client.Tool.Connection;

namespace Sqs.Client.Tool.Policies;

/// <summary><c>sqs policy show</c>: the policy as the service has it, with line breaks.</summary>
internal sealed class ShowPolicyCommand(ToolHost host)
{
    private readonly Argument<QueueReference> _queue = QueueReference.Argument();

    public Command ToCommand() => ClientCommand.Create(host, "show", "Shows the access policy of a queue as the service has it; as JSON, null where there is none.", [_queue], RunAsync);

    private async Task<int> RunAsync(ParseResult parsed, ClientSession session, CancellationToken stop)
    {
        var policy = await QueuePolicy.ReadAsync(session, parsed.GetRequiredValue(_queue), stop).ConfigureAwait(false);
        if (policy.Json is null)
        {
            if (session.Output.IsJson)
            {
                session.Output.Json(static writer => writer.WriteNullValue());
            }

            session.Output.Say($"{policy.Queue.Name} has no policy.");
            return ExitCodes.Done;
        }

        using var document = Parse(policy);
        session.Output.Json(document.RootElement.WriteTo);
        return ExitCodes.Done;
    }

    private static JsonDocument Parse(QueuePolicy policy)
    {
        try
        {
            return JsonDocument.Parse(policy.Json!);
        }
        catch (JsonException)
        {
            throw new ToolException($"the policy of '{policy.Queue.Name}' is no JSON.", ExitCodes.Failed);
        }
    }
}
