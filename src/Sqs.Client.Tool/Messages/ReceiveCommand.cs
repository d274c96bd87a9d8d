using System.CommandLine;
using Sqs.Client.Tool.Connection;

namespace Sqs.Client.Tool.Messages;

/// <summary><c>sqs receive</c>: receives messages once, or until it is stopped.</summary>
internal sealed class ReceiveCommand(ToolHost host)
{
    private readonly ReceiveArguments _arguments = new();

    public Command ToCommand() => ClientCommand.Create(
        host, "receive", "Receives messages and shows them. They stay in the queue, unseen by others for a while, unless --delete is given.", _arguments.Symbols, RunAsync);

    private async Task<int> RunAsync(ParseResult parsed, ClientSession session, CancellationToken stop)
    {
        var settings = _arguments.Read(parsed, session.Output.IsJson);
        var exitCode = ExitCodes.Done;
        try
        {
            if (settings.Regions is not null)
            {
                return await new RegionalRun(session, settings).RunAsync(settings.Regions, stop).ConfigureAwait(false);
            }

            var view = new MessageView(session, settings);
            var queue = await session.OpenQueueAsync(settings.Queue, stop, settings.Account).ConfigureAwait(false);
            do
            {
                exitCode = Math.Max(exitCode, await TurnAsync(session, settings, view, queue.Url, stop).ConfigureAwait(false));
            }
            while (settings.Follow && !stop.IsCancellationRequested);
        }
        catch (OperationCanceledException) when (settings.Follow && stop.IsCancellationRequested)
        {
            // That is how following ends.
        }

        return exitCode;
    }

    private static async Task<int> TurnAsync(ClientSession session, ReceiveSettings settings, MessageView view, string queueUrl, CancellationToken stop)
    {
        using var answer = await view.ReceiveAsync(settings.Request(queueUrl), stop).ConfigureAwait(false);
        view.Show(answer);
        return await new AnswerEnd(session.Output, settings.Delete).CompleteAsync(session.Client, queueUrl, answer).ConfigureAwait(false);
    }
}
