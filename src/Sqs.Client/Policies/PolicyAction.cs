namespace Sqs.Client;

/// <summary>
/// An action as policies name it, <c>sqs:SendMessage</c>; may hold the wildcards <c>*</c> and <c>?</c>, and is open to names not known today.
/// Compared without regard to case, as the service does.
/// </summary>
/// <remarks>Source: "Actions, resources, and condition keys for Amazon SQS" in the Service Authorization Reference. The single actions cover the batch actions.</remarks>
/// <param name="Value">The name with its prefix.</param>
public readonly record struct PolicyAction(string Value)
{
    private const string Prefix = "sqs:";

    private static readonly string[] Known =
    [
        "AddPermission", "CancelMessageMoveTask", "ChangeMessageVisibility", "ChangeMessageVisibilityBatch", "CreateQueue", "DeleteMessage", "DeleteMessageBatch",
        "DeleteQueue", "GetQueueAttributes", "GetQueueUrl", "ListDeadLetterSourceQueues", "ListMessageMoveTasks", "ListQueues", "ListQueueTags", "PurgeQueue",
        "ReceiveMessage", "RemovePermission", "SendMessage", "SendMessageBatch", "SetQueueAttributes", "StartMessageMoveTask", "TagQueue", "UntagQueue",
    ];

    /// <summary>All actions of the service; another account gets only those that can be shared.</summary>
    public static PolicyAction All { get; } = new("sqs:*");

    /// <summary>Sending, one by one or in batches.</summary>
    public static PolicyAction SendMessage { get; } = new("sqs:SendMessage");

    /// <summary>Receiving.</summary>
    public static PolicyAction ReceiveMessage { get; } = new("sqs:ReceiveMessage");

    /// <summary>Deleting messages, one by one or in batches.</summary>
    public static PolicyAction DeleteMessage { get; } = new("sqs:DeleteMessage");

    /// <summary>Changing how long received messages stay invisible, one by one or in batches.</summary>
    public static PolicyAction ChangeMessageVisibility { get; } = new("sqs:ChangeMessageVisibility");

    /// <summary>Reading the attributes of the queue.</summary>
    public static PolicyAction GetQueueAttributes { get; } = new("sqs:GetQueueAttributes");

    /// <summary>Finding the URL of the queue by its name.</summary>
    public static PolicyAction GetQueueUrl { get; } = new("sqs:GetQueueUrl");

    /// <summary>Deleting all messages of the queue.</summary>
    public static PolicyAction PurgeQueue { get; } = new("sqs:PurgeQueue");

    /// <summary>True when it names an action of the service that is known here, with wildcards or without; also for <c>*</c> alone.</summary>
    public bool IsKnown
    {
        get
        {
            var pattern = Value ?? "";
            return pattern is "*" || (pattern.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)
                && Array.Exists(Known, name => Wildcard.Matches(pattern, Prefix + name, ignoreCase: true)));
        }
    }

    /// <summary>Wraps a name.</summary>
    /// <param name="value">The name with its prefix.</param>
    public static implicit operator PolicyAction(string value) => new(value);

    /// <summary>True when this name, taken as a pattern, stands for the other.</summary>
    /// <param name="other">The action to compare with, taken to the letter.</param>
    /// <returns>Whether it matches.</returns>
    public bool Matches(PolicyAction other) => Wildcard.Matches(Value ?? "", other.Value ?? "", ignoreCase: true);

    /// <inheritdoc/>
    public bool Equals(PolicyAction other) => string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value ?? "");

    /// <summary>The name.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => Value ?? "";
}
