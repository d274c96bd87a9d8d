using System.CommandLine;
using Sqs.Client.Tool.Connection;

namespace Sqs.Client.Tool.Policies;

/// <summary><c>sqs policy add</c>: puts ready-made statements into the policy of a queue; what is there already stays as it is.</summary>
internal sealed class AddPolicyCommand(ToolHost host)
{
    private const string Description = """
        Adds ready-made statements to the access policy of a queue; one that is there already is put in once. Of two who change a policy at the same time
        one may win: the service has no other way.
        """;

    private readonly Argument<QueueReference> _queue = QueueReference.Argument();
    private readonly AddPolicyArguments _arguments = new();

    public Command ToCommand() => ClientCommand.Create(host, "add", Description, [_queue, .. _arguments.Options], RunAsync);

    private async Task<int> RunAsync(ParseResult parsed, ClientSession session, CancellationToken stop)
    {
        var make = _arguments.Read(parsed);
        var read = await QueuePolicy.ReadAsync(session, parsed.GetRequiredValue(_queue), stop).ConfigureAwait(false);
        var statements = make(read.Arn);
        _ = await read.Queue.UpdatePolicyAsync(policy => statements.Aggregate(policy, static (sum, statement) => sum.With(statement)), stop).ConfigureAwait(false);
        if (session.Output.IsJson)
        {
            session.Output.Json(writer =>
            {
                writer.WriteStartObject();
                Queues.QueueJson.Texts(writer, "Sids", statements.Select(statement => statement.Sid!));
                writer.WriteEndObject();
            });
        }
        else
        {
            session.Output.Rows(["statement", "meaning"], statements.Select(statement => (string[])[statement.Sid!, StatementWords.Of(statement, read.Arn)]));
        }

        return ExitCodes.Done;
    }
}
