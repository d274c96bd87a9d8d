using System.Collections.Frozen;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>Every action of the service by name. An action answers a tree of members, or null when it has no result.</summary>
internal static class ActionTable
{
    private static readonly FrozenDictionary<string, Func<ActionContext, ValueTask<WireValue?>>> Actions = new Dictionary<string, Func<ActionContext, ValueTask<WireValue?>>>(StringComparer.Ordinal)
    {
        ["AddPermission"] = Now(AddPermissionAction.Run),
        ["CancelMessageMoveTask"] = Now(CancelMessageMoveTaskAction.Run),
        ["ChangeMessageVisibility"] = Now(ChangeMessageVisibilityAction.Run),
        ["ChangeMessageVisibilityBatch"] = Now(ChangeMessageVisibilityBatchAction.Run),
        ["CreateQueue"] = Now(CreateQueueAction.Run),
        ["DeleteMessage"] = Now(DeleteMessageAction.Run),
        ["DeleteMessageBatch"] = Now(DeleteMessageBatchAction.Run),
        ["DeleteQueue"] = Now(DeleteQueueAction.Run),
        ["GetQueueAttributes"] = Now(GetQueueAttributesAction.Run),
        ["GetQueueUrl"] = Now(GetQueueUrlAction.Run),
        ["ListDeadLetterSourceQueues"] = Now(ListDeadLetterSourceQueuesAction.Run),
        ["ListMessageMoveTasks"] = Now(ListMessageMoveTasksAction.Run),
        ["ListQueueTags"] = Now(ListQueueTagsAction.Run),
        ["ListQueues"] = Now(ListQueuesAction.Run),
        ["PurgeQueue"] = Now(PurgeQueueAction.Run),
        ["ReceiveMessage"] = ReceiveMessageAction.RunAsync,
        ["RemovePermission"] = Now(RemovePermissionAction.Run),
        ["SendMessage"] = Now(SendMessageAction.Run),
        ["SendMessageBatch"] = Now(SendMessageBatchAction.Run),
        ["SetQueueAttributes"] = Now(SetQueueAttributesAction.Run),
        ["StartMessageMoveTask"] = Now(StartMessageMoveTaskAction.Run),
        ["TagQueue"] = Now(TagQueueAction.Run),
        ["UntagQueue"] = Now(UntagQueueAction.Run),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static IEnumerable<string> Names => Actions.Keys;

    public static Func<ActionContext, ValueTask<WireValue?>> Find(string action) => Actions.GetValueOrDefault(action) ?? throw SqsErrors.InvalidAction(action);

    private static Func<ActionContext, ValueTask<WireValue?>> Now(Func<ActionContext, WireValue?> action) => context => ValueTask.FromResult(action(context));
}
