using System.CommandLine;
using System.Text.Json;
using Sqs.Client.Tool.Connection;

namespace Sqs.Client.Tool.Messages;

/// <summary><c>sqs send</c>: sends one message, or one for each line.</summary>
internal sealed class SendCommand(ToolHost host)
{
    private readonly SendArguments _arguments = new();

    public Command ToCommand() => ClientCommand.Create(
        host, "send", "Sends a message: a text, a file, the standard input, or one message for each line.", _arguments.Symbols, RunAsync);

    private async Task<int> RunAsync(ParseResult parsed, ClientSession session, CancellationToken stop)
    {
        var settings = _arguments.Read(parsed);
        var source = settings.Text is null ? OpenSource(settings.File) : Stream.Null;
        await using (source.ConfigureAwait(false))
        {
            var queue = await session.OpenQueueAsync(settings.Queue, stop).ConfigureAwait(false);
            if (settings.ByLines)
            {
                return await new LineSend(session.Output, queue, settings.Template).RunAsync(source, stop).ConfigureAwait(false);
            }

            MessageBody body = settings.Text is { } text ? text : await ReadAsync(source, stop).ConfigureAwait(false);
            var sent = await queue.SendAsync(settings.Template with { Body = body }, stop).ConfigureAwait(false);
            Show(session, sent);
            return ExitCodes.Done;
        }
    }

    private static void Show(ClientSession session, SendMessageResponse sent)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(writer => Write(writer, sent));
        }

        session.Output.Say(sent.SequenceNumber is { } number ? $"{sent.MessageId} {number}" : sent.MessageId);
    }

    private static void Write(Utf8JsonWriter writer, SendMessageResponse sent)
    {
        writer.WriteStartObject();
        foreach (var (name, value) in (ReadOnlySpan<(string, string?)>)
            [("MD5OfMessageBody", sent.MD5OfMessageBody), ("MD5OfMessageAttributes", sent.MD5OfMessageAttributes), ("MessageId", sent.MessageId), ("SequenceNumber", sent.SequenceNumber)])
        {
            if (value is not null)
            {
                writer.WriteString(name, value);
            }
        }

        writer.WriteEndObject();
    }

    private static async Task<byte[]> ReadAsync(Stream source, CancellationToken stop)
    {
        using var body = new MemoryStream();

        // A terminal does not hear of the token while somebody types.
        await source.CopyToAsync(body, stop).WaitAsync(stop).ConfigureAwait(false);

        // Ctrl+C ends the other end of a pipe too: what came then may be a half.
        stop.ThrowIfCancellationRequested();
        return body.ToArray();
    }

    private Stream OpenSource(string? file)
    {
        if (file is null)
        {
            return host.OpenInput();
        }

        try
        {
            return File.OpenRead(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw ToolException.Misuse(failure is FileNotFoundException or DirectoryNotFoundException ? $"{file}: there is no such file." : $"{file}: cannot be read.");
        }
    }
}
