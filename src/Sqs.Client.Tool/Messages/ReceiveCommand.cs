using System.CommandLine;
using System.Globalization;
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
        var view = new MessageView(session, settings);
        var exitCode = ExitCodes.Done;
        try
        {
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
        foreach (var damaged in answer.Damaged)
        {
            session.Output.Warn($"message {damaged.Message.MessageId} is not what its digest says: {string.Join("; ", damaged.Mismatches)}.");
        }

        var isWhole = !settings.Delete || answer.Messages.Count == 0 || await DeleteAsync(session, queueUrl, answer.Messages).ConfigureAwait(false);
        return isWhole && answer.Damaged.Count == 0 ? ExitCodes.Done : ExitCodes.PartlyFailed;
    }

    /// <summary>No stop ends it: what was shown is handled, and has to be gone.</summary>
    private static async Task<bool> DeleteAsync(ClientSession session, string queueUrl, IReadOnlyList<Message> messages)
    {
        var entries = messages.Select((message, index) => new DeleteMessageBatchRequestEntry
        {
            Id = index.ToString(CultureInfo.InvariantCulture),
            ReceiptHandle = message.ReceiptHandle,
        });
        var answer = await session.Client.DeleteMessageBatchAsync(
            new DeleteMessageBatchRequest { QueueUrl = queueUrl, Entries = [.. entries] }, CancellationToken.None).ConfigureAwait(false);
        foreach (var failure in answer.Failed)
        {
            var message = messages[int.Parse(failure.Id, NumberStyles.None, CultureInfo.InvariantCulture)];

            // What the service says about it may quote the receipt handle.
            session.Output.Warn($"message {message.MessageId} was not deleted: {failure.Code}.");
        }

        return answer.Failed.Count == 0;
    }
}
