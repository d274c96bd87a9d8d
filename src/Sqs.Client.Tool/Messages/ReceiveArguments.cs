using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Sqs.Client.Tool.Connection;
using Sqs.Client.Tool.Local;

namespace Sqs.Client.Tool.Messages;

/// <summary>The arguments and options of <c>sqs receive</c>.</summary>
internal sealed class ReceiveArguments
{
    private const int MostMessages = 10;
    private const int LongestWait = 20;
    private const int LongestVisibility = 43_200;

    private readonly Argument<QueueReference> _queue = QueueReference.Argument();

    private readonly Option<int?> _max = Number("--max", "How many messages at the most, 1 to 10. Default: 1, with --follow 10.", "number", 1, MostMessages);

    private readonly Option<int?> _wait = Number("--wait", "How long to wait for a message, 0 to 20. Default: as the queue says, with --follow 20.", "seconds", 0, LongestWait);

    private readonly Option<int?> _visibility = Number("--visibility", "How long others do not see the messages, 0 to 43200. Default: as the queue says.", "seconds", 0, LongestVisibility);

    private readonly Option<bool> _json = new("--json") { Description = "The answer in the service's member names, with receipt handles; the same as --output json." };

    private readonly Option<bool> _raw = new("--raw") { Description = "The answer of the service as it came, byte by byte; also one that tells an error." };

    private readonly Option<bool> _delete = new("--delete") { Description = "Delete the messages once they are written." };

    private readonly Option<bool> _follow = new("--follow") { Description = "Go on until Ctrl+C. Messages that are on their way then are seen again after their visibility timeout." };

    private readonly Option<string?> _attempt = new("--attempt-id") { Description = "The id of this attempt to receive from a FIFO queue: the same id returns the same messages.", HelpName = "id" };

    private readonly Option<string?> _account = new("--account")
    {
        Description = "The account that owns the queue, where it is not your own.",
        HelpName = "12 digits",
        CustomParser = Account,
    };

    private readonly Option<string?> _regions = new("--regions")
    {
        Description = "Receive from the queue of this name in each of several regions, or with * in all of the partition.",
        HelpName = "region,region|*",
    };

    public IReadOnlyList<Symbol> Symbols => [_queue, _max, _wait, _visibility, _json, _raw, _delete, _follow, _attempt, _account, _regions];

    /// <summary>Reads the options; <paramref name="isJson"/> tells of the common one that asks for JSON.</summary>
    public ReceiveSettings Read(ParseResult parsed, bool isJson)
    {
        var (follow, raw, json) = (parsed.GetValue(_follow), parsed.GetValue(_raw), isJson || parsed.GetValue(_json));
        if (raw && json)
        {
            throw ToolException.Misuse("--raw and JSON exclude each other.");
        }

        if (raw && parsed.GetValue(_regions) is not null)
        {
            throw ToolException.Misuse("--raw is the answer of one region, and --regions asks several.");
        }

        if (follow && parsed.GetValue(_attempt) is not null)
        {
            throw ToolException.Misuse("--attempt-id is of one attempt, and --follow makes many.");
        }

        if (follow && parsed.GetValue(_wait) is 0)
        {
            throw ToolException.Misuse("--follow has to wait: give --wait from 1 to 20, or leave it out.");
        }

        return new ReceiveSettings
        {
            Queue = parsed.GetRequiredValue(_queue),
            Account = parsed.GetValue(_account),
            Regions = parsed.GetValue(_regions),
            Max = parsed.GetValue(_max) ?? (follow ? MostMessages : null),
            Wait = parsed.GetValue(_wait) ?? (follow ? LongestWait : null),
            Visibility = parsed.GetValue(_visibility),
            AttemptId = parsed.GetValue(_attempt),
            AsJson = json,
            AsItCame = raw,
            Delete = parsed.GetValue(_delete),
            Follow = follow,
        };
    }

    private static Option<int?> Number(string name, string description, string help, int least, int most) => new(name)
    {
        Description = description,
        HelpName = help,
        CustomParser = result =>
        {
            if (int.TryParse(result.Tokens[0].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            {
                return number;
            }

            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} takes a number from {least} to {most}."));
            return null;
        },
    };

    private static string? Account(ArgumentResult result)
    {
        if (Checks.IsAccount(result.Tokens[0].Value))
        {
            return result.Tokens[0].Value;
        }

        result.AddError("--account takes 12 digits.");
        return null;
    }
}
