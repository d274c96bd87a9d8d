using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - an unknown name, also one of another account, is NonExistentQueue.
/// </summary>
internal static class GetQueueUrlAction
{
    public static WireValue Run(ActionContext context)
    {
        var name = context.Input.Required("QueueName");
        var owner = context.Input.Text("QueueOwnerAWSAccountId");
        return (string.IsNullOrEmpty(owner) || string.Equals(owner, context.Queues.AccountId, StringComparison.Ordinal)) && context.Queues.Find(name) is { } queue
            ? WireValue.Structure().With("QueueUrl", context.UrlOf(queue))
            : throw SqsErrors.NonExistentQueue();
    }
}
