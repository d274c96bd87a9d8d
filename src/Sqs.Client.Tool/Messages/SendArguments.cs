using System.CommandLine;
using Sqs.Client.Tool.Connection;

namespace Sqs.Client.Tool.Messages;

/// <summary>The arguments and options of <c>sqs send</c>.</summary>
internal sealed class SendArguments
{
    private readonly Argument<QueueReference> _queue = QueueReference.Argument();

    private readonly Argument<string?> _text = new("TEXT") { Description = "The body.", Arity = ArgumentArity.ZeroOrOne };

    private readonly Option<string?> _file = new("--file", "-f") { Description = "Take the body, or with --lines the bodies, from a file.", HelpName = "file" };

    private readonly Option<bool> _stdin = new("--stdin") { Description = "Take the body from the standard input, with all of its line ends." };

    private readonly Option<bool> _lines = new("--lines")
    {
        Description = "One message for each line of the file, else of the standard input, sent in batches; empty lines are passed over.",
    };

    private readonly Option<string[]> _attributes = new("--attribute", "-a")
    {
        Description = "A message attribute; the type is String, Number or Binary, and a Binary value is base64. May be repeated.",
        HelpName = "name=value[:type]",
    };

    private readonly Option<int?> _delay = new("--delay") { Description = "How long the message stays invisible at first, 0 to 900.", HelpName = "seconds" };

    private readonly Option<string?> _group = new("--group") { Description = "The message group; required for a FIFO queue, a tenant in a standard one.", HelpName = "id" };

    private readonly Option<string?> _dedup = new("--dedup") { Description = "The deduplication id of a message to a FIFO queue.", HelpName = "id" };

    public IReadOnlyList<Symbol> Symbols => [_queue, _text, _file, _stdin, _lines, _attributes, _delay, _group, _dedup];

    public SendSettings Read(ParseResult parsed)
    {
        var (text, file, stdin, lines) = (parsed.GetValue(_text), parsed.GetValue(_file), parsed.GetValue(_stdin), parsed.GetValue(_lines));
        var sources = (text is null ? 0 : 1) + (file is null ? 0 : 1) + (stdin ? 1 : 0);
        if (sources > 1 || (sources == 0 && !lines))
        {
            throw ToolException.Misuse("give one body: a text, --file, --stdin, or --lines for many.");
        }

        if (lines && text is not null)
        {
            throw ToolException.Misuse("--lines reads a file or the standard input; a text has no lines of its own.");
        }

        if (lines && parsed.GetValue(_dedup) is not null)
        {
            throw ToolException.Misuse("--dedup is of one message; with --lines all but the first would count as duplicates.");
        }

        return new SendSettings
        {
            Queue = parsed.GetRequiredValue(_queue),
            Text = text,
            File = file,
            ByLines = lines,
            Template = new OutgoingMessage
            {
                Body = default(MessageBody),
                MessageAttributes = AttributeText.Read(parsed.GetValue(_attributes) ?? []),
                DelaySeconds = parsed.GetValue(_delay),
                MessageGroupId = parsed.GetValue(_group),
                MessageDeduplicationId = parsed.GetValue(_dedup),
            },
        };
    }
}
