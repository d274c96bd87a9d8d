using System.Text;
using Sqs.Client.Tool.Output;

namespace Sqs.Client.Tool.Messages;

/// <summary>
/// Sends one message for each line, in the order of the lines. What has been read goes out when it is much, or when the next line is not there yet; so a
/// log that is still being written arrives as it grows.
/// </summary>
internal sealed class LineSend(ToolOutput output, SqsQueue queue, OutgoingMessage template)
{
    private const int MostLines = 1000;
    private const int MostCharacters = 8 * 1024 * 1024;
    private const int BufferSize = 64 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly LineResults _results = new(output);
    private readonly List<SourceLine> _read = [];
    private int _characters;

    public async Task<int> RunAsync(Stream source, CancellationToken stop)
    {
        try
        {
            using var reader = new StreamReader(source, Strict, detectEncodingFromByteOrderMarks: true, BufferSize, leaveOpen: true);
            await ReadAsync(reader, stop).ConfigureAwait(false);
        }
        catch (DecoderFallbackException)
        {
            _results.Refuse("the lines that follow are not UTF-8; they were not sent.");
        }
        catch (SendManyCanceledException cancelled)
        {
            _results.Book(_read, cancelled.Results);
            _results.Show();
            throw;
        }

        return _results.Show();
    }

    private async Task ReadAsync(StreamReader reader, CancellationToken stop)
    {
        for (var number = 1; ; number++)
        {
            var next = reader.ReadLineAsync(stop).AsTask();
            if (_read.Count > 0 && (!next.IsCompleted || _read.Count == MostLines || _characters >= MostCharacters) && !await SendAsync(stop).ConfigureAwait(false))
            {
                _results.Refuse($"line {number} and those after it were not sent.");
                return;
            }

            // A terminal does not hear of the token while somebody types.
            if (await next.WaitAsync(stop).ConfigureAwait(false) is not { } line)
            {
                _ = _read.Count > 0 && await SendAsync(stop).ConfigureAwait(false);
                return;
            }

            if (line.Length > 0)
            {
                _read.Add(new SourceLine(number, line));
                _characters += line.Length;
            }
        }
    }

    /// <summary>Sends what was read; false when it makes no sense to go on.</summary>
    private async Task<bool> SendAsync(CancellationToken stop)
    {
        while (_read.Count > 0)
        {
            try
            {
                var sent = await queue.SendManyAsync(_read.Select(line => template with { Body = line.Text }), stop).ConfigureAwait(false);
                var goesOn = _results.Book(_read, sent);
                _read.Clear();
                _characters = 0;
                return goesOn;
            }
            catch (SqsValidationException refused) when (BadBody(refused) is { } bad)
            {
                // Nothing was sent: the others are, without it.
                _results.Fail(bad, refused.Rule);
                _ = _read.Remove(bad);
            }
        }

        return true;
    }

    /// <summary>The line whose body is at fault; null where every line would be.</summary>
    private SourceLine? BadBody(SqsValidationException refused) => Enumerable.Range(0, _read.Count)
        .Where(index => refused.Member == $"Entries[{index}].{nameof(SendMessageRequest.MessageBody)}")
        .Select(index => _read[index])
        .FirstOrDefault();
}
