using System.CommandLine;
using Sqs.Client.Tool.Connection;

namespace Sqs.Client.Tool.Policies;

/// <summary><c>sqs policy explain</c>: what each statement of a policy means.</summary>
internal sealed class ExplainPolicyCommand(ToolHost host)
{
    private readonly Argument<QueueReference> _queue = QueueReference.Argument();

    public Command ToCommand() => ClientCommand.Create(
        host, "explain", "Says in plain words what each statement of the access policy means. A denial wins over whatever allows.", [_queue], RunAsync);

    private async Task<int> RunAsync(ParseResult parsed, ClientSession session, CancellationToken stop)
    {
        var read = await QueuePolicy.ReadAsync(session, parsed.GetRequiredValue(_queue), stop).ConfigureAwait(false);
        var statements = (read.Json is null ? AccessPolicy.Empty : AccessPolicy.Parse(read.Json)).Statements
            .Select(statement => (Sid: statement.Sid ?? "", Meaning: StatementWords.Of(statement, read.Arn))).ToList();
        if (session.Output.IsJson)
        {
            session.Output.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray("Statements");
                foreach (var (sid, meaning) in statements)
                {
                    writer.WriteStartObject();
                    writer.WriteString("Sid", sid);
                    writer.WriteString("Meaning", meaning);
                    writer.WriteEndObject();
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            });
        }
        else if (statements.Count == 0)
        {
            session.Output.Say($"{read.Queue.Name} has no policy: only its own account may use it, as far as the policies there allow.");
        }
        else
        {
            session.Output.Rows(["statement", "meaning"], statements.Select(statement => (string[])[statement.Sid, statement.Meaning]));
        }

        return ExitCodes.Done;
    }
}
