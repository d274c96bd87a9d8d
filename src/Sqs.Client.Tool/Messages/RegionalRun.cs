using Sqs.Client.Tool.Connection;

namespace Sqs.Client.Tool.Messages;

/// <summary><c>sqs receive --regions</c>: one poll in each region, or until it is stopped. A region that fails is told of, and the others go on.</summary>
internal sealed class RegionalRun(ClientSession session, ReceiveSettings settings)
{
    private static readonly string[] Head = ["region", .. MessageView.Head];

    private readonly AnswerEnd _end = new(session.Output, settings.Delete);
    private readonly List<RegionalReceive> _answers = [];

    public async Task<int> RunAsync(string regions, CancellationToken stop)
    {
        var (exitCode, asked, failed) = (ExitCodes.Done, 0, 0);
        await foreach (var result in ReceiveAsync(regions, stop).ConfigureAwait(false))
        {
            asked++;
            if (result.Error is { } error)
            {
                failed++;
                session.Output.Warn($"{result.Region}: {error.Message}");
            }
            else if (result.Outcome == RegionalOutcome.Received)
            {
                _answers.Add(result);
            }

            exitCode = settings.Follow ? Math.Max(exitCode, await ShowAsync().ConfigureAwait(false)) : exitCode;
        }

        RefuseIfNoneHadIt(asked, failed);
        exitCode = Math.Max(exitCode, await ShowAsync().ConfigureAwait(false));
        return failed == 0 ? exitCode : failed == asked ? ExitCodes.Failed : ExitCodes.PartlyFailed;
    }

    private IAsyncEnumerable<RegionalReceive> ReceiveAsync(string regions, CancellationToken stop)
    {
        try
        {
            return session.Clients.ReceiveFromRegionsAsync(regions, settings.Queue.Name, settings.RegionalOptions(session.Host.Time), stop);
        }
        catch (SqsValidationException refused)
        {
            throw ToolException.Misuse($"--{refused.Message}.");
        }
    }

    private void RefuseIfNoneHadIt(int asked, int failed)
    {
        if (!settings.Follow && _answers.Count == 0 && failed < asked)
        {
            throw new ToolException($"no region has a queue '{settings.Queue.Name}' that you may see.", ExitCodes.Failed);
        }
    }

    /// <summary>Shows what has come, and then deletes it where that is wanted.</summary>
    private async Task<int> ShowAsync()
    {
        (string? Region, Message Message)[] messages = [.. _answers.SelectMany(answer => answer.Response.Messages.Select(message => ((string?)answer.Region, message)))];
        if (settings.AsJson && (!settings.Follow || messages.Length > 0))
        {
            session.Output.Json(writer => MessageJson.Write(writer, messages), isLine: settings.Follow);
        }
        else if (messages.Length > 0)
        {
            session.Output.Rows(Head, messages.Select(pair => (IReadOnlyList<string>)[pair.Region!, .. MessageRow.Of(pair.Message)]));
        }

        var exitCode = ExitCodes.Done;
        foreach (var answer in _answers)
        {
            exitCode = Math.Max(exitCode, await _end.CompleteAsync(session.Clients.ForRegion(answer.Region), answer.Queue!.Url, answer.Response).ConfigureAwait(false));
        }

        _answers.Clear();
        return exitCode;
    }
}
