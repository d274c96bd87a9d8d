using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Sqs.Client.Processing;
using Sqs.Client.Tool.Connection;

namespace Sqs.Client.Tool.Moves;

/// <summary><c>sqs move</c>: moves the messages of a dead-letter queue back, or elsewhere, by a task of the service, and follows it to its end.</summary>
internal sealed class MoveCommand(ToolHost host)
{
    private const int FastestRate = 500;

    private const string Description = """
        Moves the messages of a dead-letter queue back to where they came from, or to another queue, and shows the progress. The service does it; Ctrl+C
        cancels it, and what is moved stays moved.
        """;

    private readonly Argument<QueueReference> _source = QueueReference.Argument("SOURCE", "The dead-letter queue: its name, its URL, account/queue or its ARN.");

    private readonly Option<QueueReference?> _to = QueueReference.Option("--to", "Where to. Default: each message to the queue that it came from.");

    private readonly Option<int?> _rate = new("--rate")
    {
        Description = "The most messages per second, 1 to 500. Default: chosen by the service.",
        HelpName = "number",
        CustomParser = Rate,
    };

    public Command ToCommand() => ClientCommand.Create(host, "move", Description, [_source, _to, _rate], RunAsync);

    private async Task<int> RunAsync(ParseResult parsed, ClientSession session, CancellationToken stop)
    {
        var source = await session.ArnOfAsync(parsed.GetRequiredValue(_source), stop).ConfigureAwait(false);
        var destination = parsed.GetValue(_to) is { } to ? await session.ArnOfAsync(to, stop).ConfigureAwait(false) : null;
        var redrive = await DeadLetterRedrive.StartAsync(
            session.Client,
            source,
            new RedriveOptions
            {
                DestinationArn = destination,
                MaxMessagesPerSecond = parsed.GetValue(_rate),
                PollInterval = TimeSpan.FromSeconds(1),
                TimeProvider = host.Time,
            },
            stop).ConfigureAwait(false);

        var end = await MoveRun.ToItsEndAsync(redrive, session, stop).ConfigureAwait(false);
        if (session.Output.IsJson)
        {
            session.Output.Json(writer => MoveJson.Write(writer, source, destination, end.Progress));
        }

        return Tell(session, end);
    }

    private static int Tell(ClientSession session, MoveEnd end)
    {
        var (progress, wasStopped) = end;
        var moved = string.Create(CultureInfo.InvariantCulture, $"{progress.Moved} moved");
        if (wasStopped)
        {
            throw new ToolException($"cancelled; {moved}.", ExitCodes.Cancelled);
        }

        if (progress.Status == MessageMoveTaskStatus.Completed)
        {
            session.Output.Say($"Done: {moved}.");
            return ExitCodes.Done;
        }

        var why = progress.FailureReason is { } reason ? $" ({reason})" : "";
        throw new ToolException($"the move ended as {progress.Status}{why}; {moved}.", progress.Moved > 0 ? ExitCodes.PartlyFailed : ExitCodes.Failed);
    }

    private static int? Rate(ArgumentResult result)
    {
        if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var rate) && rate is >= 1 and <= FastestRate)
        {
            return rate;
        }

        result.AddError("--rate takes a number from 1 to 500.");
        return null;
    }
}
