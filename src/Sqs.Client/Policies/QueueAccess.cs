using System.Security.Cryptography;
using System.Text;

namespace Sqs.Client;

/// <summary>
/// Ready-made statements for the policy of a queue. Each has an id made of what it is about, so that
/// <see cref="AccessPolicy.With"/> puts it in once, however often it is called.
/// </summary>
/// <remarks>Sources are named with each method; the shapes are those of the Amazon SQS Developer Guide's examples.</remarks>
public static class QueueAccess
{
    /// <summary>The account that marketplaces send their notifications from.</summary>
    public const string MarketplaceAccount = "437568002678";

    /// <summary>Lets accounts send. Their own policies decide for their users.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="accountIds">The accounts, 12 digits each.</param>
    /// <returns>The statement.</returns>
    /// <exception cref="SqsValidationException">There is no account, or one is no account id.</exception>
    public static PolicyStatement AllowSend(Arn queue, params IReadOnlyList<string> accountIds) =>
        PolicyStatement.Allow(PolicyAction.SendMessage).To(Accounts(accountIds)).On(Queue(queue)).Named(Id("AllowSend", accountIds));

    /// <summary>Refuses accounts every action, whatever else allows it.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="accountIds">The accounts, 12 digits each.</param>
    /// <returns>The statement.</returns>
    /// <exception cref="SqsValidationException">There is no account, or one is no account id.</exception>
    public static PolicyStatement DenyAccounts(Arn queue, params IReadOnlyList<string> accountIds) =>
        PolicyStatement.Deny(PolicyAction.All).To(Accounts(accountIds)).On(Queue(queue)).Named(Id("Deny", accountIds));

    /// <summary>Refuses requests that come without TLS.</summary>
    /// <remarks>Source: "Amazon SQS security best practices" in the guide; the key <c>aws:SecureTransport</c>.</remarks>
    /// <param name="queue">The queue.</param>
    /// <returns>The statement.</returns>
    public static PolicyStatement RequireTls(Arn queue) =>
        PolicyStatement.Deny(PolicyAction.All).To(PolicyPrincipal.Anyone).On(Queue(queue)).When(PolicyOperator.Bool, "aws:SecureTransport", "false").Named("RequireTls");

    /// <summary>Refuses requests from outside some address ranges, except those that services of AWS make on somebody's behalf.</summary>
    /// <remarks>Source: "AWS: Denies access to AWS based on the source IP" in the IAM User Guide. The queue's owner is refused too, but for the root user.</remarks>
    /// <param name="queue">The queue.</param>
    /// <param name="ranges">Addresses or ranges in CIDR notation, IPv4 or IPv6.</param>
    /// <returns>The statement.</returns>
    /// <exception cref="SqsValidationException">There is no range, or one is none.</exception>
    public static PolicyStatement DenyOutside(Arn queue, params IReadOnlyList<string> ranges) =>
        PolicyStatement.Deny(PolicyAction.All).To(PolicyPrincipal.Anyone).On(Queue(queue))
            .When(PolicyOperator.NotIpAddress, "aws:SourceIp", AddressText.Checked(ranges, nameof(ranges)))
            .When(PolicyOperator.Bool, "aws:ViaAWSService", "false")
            .Named("DenyOutside");

    /// <summary>Lets a topic of Amazon SNS send what it delivers.</summary>
    /// <remarks>Source: "Subscribing a queue to an Amazon SNS topic" in the guide.</remarks>
    /// <param name="queue">The queue.</param>
    /// <param name="topic">The topic.</param>
    /// <returns>The statement.</returns>
    /// <exception cref="SqsValidationException">It is no topic's ARN.</exception>
    public static PolicyStatement AllowTopic(Arn queue, Arn topic) => Source(queue, topic, "sns", "AllowTopic", nameof(topic))
        .When(PolicyOperator.ArnEquals, "aws:SourceArn", topic.ToString());

    /// <summary>Lets a bucket of Amazon S3 send its event notifications. FIFO queues cannot be their target.</summary>
    /// <remarks>Source: "Granting permissions to publish event notification messages to a destination" in the Amazon S3 User Guide.</remarks>
    /// <param name="queue">The queue.</param>
    /// <param name="bucket">The bucket, <c>arn:aws:s3:::name</c>.</param>
    /// <param name="bucketOwner">The account that owns the bucket, 12 digits: a bucket's name can pass to somebody else.</param>
    /// <returns>The statement.</returns>
    /// <exception cref="SqsValidationException">It is no bucket's ARN or no account id, or the queue is a FIFO queue.</exception>
    public static PolicyStatement AllowBucket(Arn queue, Arn bucket, string bucketOwner) => Source(Standard(queue), bucket, "s3", "AllowBucket", nameof(bucket))
        .When(PolicyOperator.ArnLike, "aws:SourceArn", bucket.ToString())
        .When(PolicyOperator.StringEquals, "aws:SourceAccount", PolicyPrincipal.Account(bucketOwner).Value);

    /// <summary>Lets a rule of Amazon EventBridge send what it matches.</summary>
    /// <remarks>Source: "Using resource-based policies for Amazon EventBridge" in the EventBridge User Guide.</remarks>
    /// <param name="queue">The queue.</param>
    /// <param name="rule">The rule.</param>
    /// <returns>The statement.</returns>
    /// <exception cref="SqsValidationException">It is no rule's ARN.</exception>
    public static PolicyStatement AllowRule(Arn queue, Arn rule) => Source(queue, rule, "events", "AllowRule", nameof(rule))
        .When(PolicyOperator.ArnEquals, "aws:SourceArn", rule.ToString());

    /// <summary>Lets marketplaces send their notifications and look at the queue, which has to be a standard queue.</summary>
    /// <remarks>Source: the notifications guide of the Selling Partner API: account 437568002678 needs SendMessage and GetQueueAttributes.</remarks>
    /// <param name="queue">The queue.</param>
    /// <returns>The statement.</returns>
    /// <exception cref="SqsValidationException">The queue is a FIFO queue.</exception>
    public static PolicyStatement AllowMarketplaceNotifications(Arn queue) =>
        PolicyStatement.Allow(PolicyAction.SendMessage, PolicyAction.GetQueueAttributes).To(PolicyPrincipal.Account(MarketplaceAccount)).On(Standard(queue))
            .Named("AllowMarketplaceNotifications");

    private static PolicyStatement Source(Arn queue, Arn source, string service, string name, string parameter)
    {
        ArgumentNullException.ThrowIfNull(source, parameter);
        return source.Service == service
            ? PolicyStatement.Allow(PolicyAction.SendMessage).To(PolicyPrincipal.Service($"{service}.amazonaws.com")).On(Queue(queue)).Named(Id(name, [source.ToString()]))
            : throw new SqsValidationException(parameter, $"must be an ARN of the service {service}");
    }

    private static Arn Queue(Arn queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return queue.Service is "sqs" ? queue : throw new SqsValidationException(nameof(queue), "must be the ARN of a queue");
    }

    private static Arn Standard(Arn queue) => !Queue(queue).Resource.EndsWith(".fifo", StringComparison.Ordinal)
        ? queue
        : throw new SqsValidationException(nameof(queue), "must be a standard queue: these notifications cannot go to a FIFO queue");

    private static PolicyPrincipal[] Accounts(IReadOnlyList<string> accountIds)
    {
        ArgumentNullException.ThrowIfNull(accountIds);
        return accountIds.Count > 0
            ? [.. accountIds.Select(PolicyPrincipal.Account)]
            : throw new SqsValidationException(nameof(accountIds), "must not be empty");
    }

    /// <summary>The same id for the same things, in whatever order: names alone could be too long, or hold what an id may not.</summary>
    private static string Id(string name, IReadOnlyList<string> about)
    {
        const int Digits = 16;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', about.Order(StringComparer.Ordinal))));
        return $"{name}-{Convert.ToHexString(hash)[..Digits]}";
    }
}
