using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - a queue of another account is found where QueueOwnerAWSAccountId names its owner;
/// - an unknown name is NonExistentQueue.
/// </summary>
internal static class GetQueueUrlAction
{
    public static WireValue Run(ActionContext context)
    {
        var name = context.Input.Required("QueueName");
        var owner = context.Input.Text("QueueOwnerAWSAccountId") is { Length: > 0 } account ? account : context.Queues.AccountId;
        var queue = context.Realms.FindQueue(context.Region, owner, name) ?? throw SqsErrors.NonExistentQueue();
        return WireValue.Structure().With("QueueUrl", context.UrlOf(queue));
    }
}
