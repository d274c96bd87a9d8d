using System.CommandLine;

namespace Sqs.Client.Tool.Policies;

/// <summary>The options of <c>sqs policy add</c>: ready-made statements, any number of them at once.</summary>
internal sealed class AddPolicyArguments
{
    private readonly Option<string[]> _accounts = new("--allow-account")
    {
        Description = "Lets accounts send, or do what --action says; 12 digits each.",
        HelpName = "account",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string[]> _actions = new("--action")
    {
        Description = "What --allow-account allows: SendMessage, ReceiveMessage and so on. Default: SendMessage.",
        HelpName = "action",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<bool> _tlsOnly = new("--tls-only") { Description = "Denies whatever comes without TLS." };

    private readonly Option<string?> _topic = new("--topic") { Description = "Lets a topic of SNS send what it delivers.", HelpName = "arn" };

    private readonly Option<string?> _bucket = new("--bucket") { Description = "Lets a bucket of S3 send its events; with --bucket-owner.", HelpName = "arn" };

    private readonly Option<string?> _bucketOwner = new("--bucket-owner") { Description = "The account that owns the bucket: a bucket's name can pass to somebody else.", HelpName = "account" };

    private readonly Option<string?> _rule = new("--rule") { Description = "Lets a rule of EventBridge send what it matches.", HelpName = "arn" };

    private readonly Option<bool> _marketplace = new("--marketplace") { Description = $"Lets marketplaces, the account {QueueAccess.MarketplaceAccount}, send their notifications; not for FIFO queues." };

    public IReadOnlyList<Option> Options => [_accounts, _actions, _tlsOnly, _topic, _bucket, _bucketOwner, _rule, _marketplace];

    /// <summary>The statements that were asked for, for a queue that is known later.</summary>
    public Func<Arn, IReadOnlyList<PolicyStatement>> Read(ParseResult parsed)
    {
        var (accounts, actions) = (parsed.GetValue(_accounts) ?? [], parsed.GetValue(_actions) ?? []);
        var (bucket, owner) = (Source(parsed, _bucket), parsed.GetValue(_bucketOwner));
        var (topic, rule) = (Source(parsed, _topic), Source(parsed, _rule));
        if (bucket is null != owner is null)
        {
            throw ToolException.Misuse("--bucket and --bucket-owner go together.");
        }

        if (actions.Length > 0 && accounts.Length == 0)
        {
            throw ToolException.Misuse("--action says what --allow-account allows; give both.");
        }

        List<Func<Arn, PolicyStatement>> made = [];
        Add(accounts.Length > 0, queue => AccountStatement.Of(queue, accounts, actions));
        Add(parsed.GetValue(_tlsOnly), QueueAccess.RequireTls);
        Add(topic is not null, queue => QueueAccess.AllowTopic(queue, topic!));
        Add(bucket is not null, queue => QueueAccess.AllowBucket(queue, bucket!, owner!));
        Add(rule is not null, queue => QueueAccess.AllowRule(queue, rule!));
        Add(parsed.GetValue(_marketplace), QueueAccess.AllowMarketplaceNotifications);
        return made.Count == 0
            ? throw ToolException.Misuse($"say what to add: {string.Join(", ", Options.Select(option => option.Name))}.")
            : queue => [.. made.Select(make => make(queue))];

        void Add(bool isAskedFor, Func<Arn, PolicyStatement> make)
        {
            if (isAskedFor)
            {
                made.Add(make);
            }
        }
    }

    private static Arn? Source(ParseResult parsed, Option<string?> option) => parsed.GetValue(option) is not { } text ? null
        : Arn.TryParse(text, out var arn) ? arn
        : throw ToolException.Misuse($"{option.Name} takes an ARN.");
}
