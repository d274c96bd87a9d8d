using Sqs.Client.Tool.Connection;

namespace Sqs.Client.Tool.Messages;

/// <summary>Writes what was received: as rows, as JSON, or as it came.</summary>
internal sealed class MessageView(ClientSession session, ReceiveSettings settings)
{
    public static readonly string[] Head = ["message", "sent", "receives", "group", "attributes", "body"];

    /// <summary>Receives; an answer that tells an error is written too where it is wanted as it came.</summary>
    public async Task<ReceiveMessageResponse> ReceiveAsync(ReceiveMessageRequest request, CancellationToken stop)
    {
        session.Answers.Forget();
        try
        {
            return await session.Client.ReceiveMessageAsync(request, stop).ConfigureAwait(false);
        }
        catch (SqsException) when (settings.AsItCame)
        {
            WriteAsItCame();
            throw;
        }
    }

    /// <summary>Writes an answer; while following, one without messages is not worth a word.</summary>
    public void Show(ReceiveMessageResponse answer)
    {
        if (settings.Follow && answer.Messages.Count == 0 && answer.Damaged.Count == 0)
        {
            return;
        }

        if (settings.AsItCame)
        {
            WriteAsItCame();
        }
        else if (settings.AsJson)
        {
            session.Output.Json(writer => MessageJson.Write(writer, answer.Messages), isLine: settings.Follow);
        }
        else if (answer.Messages.Count > 0)
        {
            session.Output.Rows(Head, answer.Messages.Select(MessageRow.Of));
        }
    }

    private void WriteAsItCame()
    {
        using var output = session.Host.OpenOutput();
        output.Write(session.Answers.Latest.Span);

        // The next answer, or the prompt of the shell, begins on a line of its own.
        if (settings.Follow || session.Host.IsTerminal)
        {
            output.WriteByte((byte)'\n');
        }

        output.Flush();
    }
}
