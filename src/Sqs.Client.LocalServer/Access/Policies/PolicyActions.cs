namespace Sqs.Client.LocalServer.Access.Policies;

/// <summary>The actions of the service as policies know them.</summary>
internal static class PolicyActions
{
    public const string Prefix = "sqs:";

    private const string Batch = "Batch";

    private static readonly string[] All =
    [
        "AddPermission", "CancelMessageMoveTask", "ChangeMessageVisibility", "ChangeMessageVisibilityBatch", "CreateQueue", "DeleteMessage", "DeleteMessageBatch",
        "DeleteQueue", "GetQueueAttributes", "GetQueueUrl", "ListDeadLetterSourceQueues", "ListMessageMoveTasks", "ListQueues", "ListQueueTags", "PurgeQueue",
        "ReceiveMessage", "RemovePermission", "SendMessage", "SendMessageBatch", "SetQueueAttributes", "StartMessageMoveTask", "TagQueue", "UntagQueue",
    ];

    /// <summary>"Cross-account permissions don't apply to the following actions", the guide says, whatever a policy grants.</summary>
    private static readonly HashSet<string> OfOwnerAlone = new(StringComparer.OrdinalIgnoreCase)
    {
        "sqs:AddPermission", "sqs:CancelMessageMoveTask", "sqs:CreateQueue", "sqs:DeleteQueue", "sqs:ListMessageMoveTasks", "sqs:ListQueues", "sqs:ListQueueTags",
        "sqs:RemovePermission", "sqs:SetQueueAttributes", "sqs:StartMessageMoveTask", "sqs:TagQueue", "sqs:UntagQueue",
    };

    /// <summary>What the owner's root keeps under a queue policy that denies everybody: seeing the policy and replacing it.</summary>
    private static readonly HashSet<string> OfPolicyKeeper = new(StringComparer.OrdinalIgnoreCase)
    {
        "sqs:AddPermission", "sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:RemovePermission", "sqs:SetQueueAttributes",
    };

    /// <summary>The name that permissions have for an action: the batch actions go with their single ones.</summary>
    public static string PermissionOf(string action) => Prefix + (action.EndsWith(Batch, StringComparison.Ordinal) ? action[..^Batch.Length] : action);

    public static bool CanBeShared(string permission) => !OfOwnerAlone.Contains(permission);

    public static bool KeepsPolicy(string permission) => OfPolicyKeeper.Contains(permission);

    /// <summary>Whether an Action or NotAction of a queue policy names something of SQS, with wildcards or without.</summary>
    public static bool IsKnown(string pattern)
    {
        if (pattern is "*")
        {
            return true;
        }

        return pattern.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && All.Any(action => PolicyPattern.WithWildcards(pattern).Matches(Prefix + action, ignoreCase: true));
    }
}
