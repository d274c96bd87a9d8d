using Sqs.Client.Tool.Connection;

namespace Sqs.Client.Tool.Messages;

/// <summary>What <c>sqs receive</c> was asked to do.</summary>
internal sealed record ReceiveSettings
{
    public required QueueReference Queue { get; init; }

    /// <summary>Whose queue it is, where it is not one of the caller's.</summary>
    public required string? Account { get; init; }

    /// <summary>The regions to receive from, as they were written; null for that of the client.</summary>
    public required string? Regions { get; init; }

    public required int? Max { get; init; }

    public required int? Wait { get; init; }

    public required int? Visibility { get; init; }

    public required string? AttemptId { get; init; }

    /// <summary>Whether the answer is written in the service's member names.</summary>
    public required bool AsJson { get; init; }

    /// <summary>Whether the answer is written as it came.</summary>
    public required bool AsItCame { get; init; }

    public required bool Delete { get; init; }

    public required bool Follow { get; init; }

    /// <summary>What to ask the service; everything about each message.</summary>
    public ReceiveMessageRequest Request(string queueUrl) => new()
    {
        QueueUrl = queueUrl,
        MaxNumberOfMessages = Max,
        WaitTimeSeconds = Wait,
        VisibilityTimeout = Visibility,
        ReceiveRequestAttemptId = AttemptId,

        // The older member: every server knows it, and not every one knows MessageSystemAttributeNames.
        AttributeNames = [MessageSystemAttributeName.All],
        MessageAttributeNames = ["All"],
    };

    /// <summary>What to ask in each of several regions.</summary>
    public RegionalReceiveOptions RegionalOptions(TimeProvider time) => new()
    {
        OwnerAccountId = Queue.OwnerOr(Account),
        Follow = Follow,
        TimeProvider = time,
        Receive = new ReceiveOptions { MaxMessages = Max ?? 1, Wait = Seconds(Wait), VisibilityTimeout = Seconds(Visibility), ReceiveRequestAttemptId = AttemptId },
    };

    private static TimeSpan? Seconds(int? seconds) => seconds is { } given ? TimeSpan.FromSeconds(given) : null;
}
