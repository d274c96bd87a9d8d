using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Sqs.Client.Tool.Connection;

namespace Sqs.Client.Tool.Presigning;

/// <summary><c>sqs presign</c>: prints a URL by which anybody can do one thing with a queue, until it expires.</summary>
internal sealed class PresignCommand(ToolHost host)
{
    private const string Description = """
        Prints a URL by which anybody can do one thing with a queue by a GET, without credentials, until it expires. It is a secret: whoever has it can do
        what it says, as often as he likes. Temporary credentials may end sooner.
        """;

    private readonly Argument<QueueReference> _queue = QueueReference.Argument();

    private readonly Argument<PresignedAction?> _action = new("ACTION")
    {
        Description = $"What the URL does: {PresignedAction.Names}.",
        CustomParser = Action,
    };

    private readonly Argument<string?> _text = new("TEXT") { Description = "The body of the message that the URL sends.", Arity = ArgumentArity.ZeroOrOne };

    private readonly Option<TimeSpan> _expires = new("--expires")
    {
        Description = "How long the URL is good: 90s, 15m, 12h, up to 7d. Default: 15m.",
        HelpName = "time",
        DefaultValueFactory = _ => TimeSpan.FromMinutes(15),
        CustomParser = Expires,
    };

    private readonly Option<string?> _group = new("--group") { Description = "The message group of what the URL sends.", HelpName = "id" };

    private readonly Option<string?> _dedup = new("--dedup") { Description = "The deduplication id of what the URL sends to a FIFO queue.", HelpName = "id" };

    public Command ToCommand()
    {
        _action.CompletionSources.Add([.. PresignedAction.All.Select(action => action.Name)]);
        return ClientCommand.Create(host, "presign", Description, [_queue, _action, _text, _expires, _group, _dedup], RunAsync);
    }

    private async Task<int> RunAsync(ParseResult parsed, ClientSession session, CancellationToken stop)
    {
        var (action, text) = (parsed.GetRequiredValue(_action)!, parsed.GetValue(_text));
        var (group, dedup) = (parsed.GetValue(_group), parsed.GetValue(_dedup));
        if (action.TakesText != text is not null || (!action.TakesText && (group ?? dedup) is not null))
        {
            throw ToolException.Misuse(action.TakesText ? "give the text that the URL sends." : $"a text, --group and --dedup are for send, not for {action.Name}.");
        }

        var lifetime = parsed.GetValue(_expires);
        var queue = await session.OpenQueueAsync(parsed.GetRequiredValue(_queue), stop).ConfigureAwait(false);
        var request = action.Request(new PresignedInput(queue.Url, text ?? "", group, dedup));
        var url = await session.Client.PresignAsync(request, lifetime, stop).ConfigureAwait(false);
        if (session.Output.IsJson)
        {
            session.Output.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("Url", url.AbsoluteUri);
                writer.WriteString("Expires", (host.Time.GetUtcNow() + lifetime).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
                writer.WriteEndObject();
            });
        }

        session.Output.Say(url.AbsoluteUri);
        return ExitCodes.Done;
    }

    private static PresignedAction? Action(ArgumentResult result)
    {
        var action = PresignedAction.All.FirstOrDefault(known => known.Name == result.Tokens[0].Value);
        if (action is null)
        {
            result.AddError($"ACTION is one of {PresignedAction.Names}.");
        }

        return action;
    }

    private static TimeSpan Expires(ArgumentResult result)
    {
        if (!Lifetime.TryRead(result.Tokens[0].Value, out var lifetime))
        {
            result.AddError("--expires takes a time from 1s to 7d, such as 90s, 15m, 12h.");
        }

        return lifetime;
    }
}
