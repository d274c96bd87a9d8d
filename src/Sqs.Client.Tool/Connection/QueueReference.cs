using System.CommandLine;
using System.CommandLine.Parsing;
using Sqs.Client.Tool.Local;

namespace Sqs.Client.Tool.Connection;

/// <summary>A queue as the command line names it: by its name, its URL, <c>account/queue</c> or its ARN.</summary>
internal sealed class QueueReference
{
    private readonly string _nameOrUrl;
    private readonly string? _account;
    private readonly string? _region;

    private QueueReference(string nameOrUrl, string? account = null, string? region = null, string? arn = null) =>
        (_nameOrUrl, _account, _region, Arn) = (nameOrUrl, account, region, arn);

    /// <summary>The ARN, where the queue is named by it.</summary>
    public string? Arn { get; }

    /// <summary>The argument <c>QUEUE</c> of most commands.</summary>
    public static Argument<QueueReference> Argument(string name = "QUEUE", string description = "The queue: its name, its URL, account/queue or its ARN.") =>
        new(name) { Description = description, CustomParser = Parse };

    public static Argument<QueueReference[]> ManyArgument() => new("QUEUE")
    {
        Description = "The queues: their names, URLs, account/queue or ARNs.",
        Arity = ArgumentArity.OneOrMore,
        CustomParser = result => [.. result.Tokens.Select(token => Read(token.Value) is { } queue ? queue : Refuse(result, token.Value)).OfType<QueueReference>()],
    };

    public static Option<QueueReference?> Option(string name, string description) =>
        new(name) { Description = description, HelpName = "queue", CustomParser = Parse };

    /// <summary>Null for what names no queue.</summary>
    public static QueueReference? Read(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal))
        {
            return new QueueReference(text);
        }

        if (text.StartsWith("arn:", StringComparison.Ordinal))
        {
            return text.Split(':') is ["arn", { Length: > 0 }, "sqs", { Length: > 0 } region, var owner, { Length: > 0 } queue] && Checks.IsAccount(owner)
                ? new QueueReference(queue, owner, region, text)
                : null;
        }

        return text.Split('/') switch
        {
            [{ Length: > 0 } name] => new QueueReference(name),
            [var account, { Length: > 0 } name] when Checks.IsAccount(account) => new QueueReference(name, account),
            _ => null,
        };
    }

    /// <summary>The name or the URL, for a client of a region: a queue of the same name in another region is another queue.</summary>
    public string In(string region) => _region is null || string.Equals(_region, region, StringComparison.Ordinal)
        ? _nameOrUrl
        : throw ToolException.Misuse($"{Arn}: is of the region {_region}, and the command goes to {region}; give --region {_region}.");

    /// <summary>The name, where the queue is not that of one region.</summary>
    public string Name => _region is null && !_nameOrUrl.Contains("://", StringComparison.Ordinal)
        ? _nameOrUrl
        : throw ToolException.Misuse("--regions: a URL or an ARN is of one region; give the name of the queue, or account/queue.");

    /// <summary>Whose queue it is; null for one of the caller's.</summary>
    public string? OwnerOr(string? account) => account is null || _account is null || string.Equals(account, _account, StringComparison.Ordinal)
        ? _account ?? account
        : throw ToolException.Misuse($"--account: the queue is said to be one of {_account}.");

    private static QueueReference? Parse(ArgumentResult result) => Read(result.Tokens[0].Value) ?? Refuse(result, result.Tokens[0].Value);

    private static QueueReference? Refuse(ArgumentResult result, string text)
    {
        result.AddError($"'{text}' names no queue: give a name, a URL, account/queue with the 12 digits of the account, or an ARN.");
        return null;
    }
}
