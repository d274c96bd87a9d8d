using Sqs.Client.LocalServer.Access;
using Sqs.Client.LocalServer.Access.Policies;
using Sqs.Client.LocalServer.Moves;
using Sqs.Client.LocalServer.Queues;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Which permissions each action needs, asked before it runs:
/// - an action on a queue needs its own; a batch action that of its single one;
/// - ListQueues needs it on all queues of the account, CreateQueue on the queue to be, and TagQueue too where it sets tags;
/// - StartMessageMoveTask also needs to receive, delete and see attributes on the source, and to send where the messages go;
/// - who may not use a queue is told AccessDenied, also about a queue of another account, for that is what a missing grant looks like;
///   a queue of another account that does not exist is NonExistentQueue, and in one's own account only who has the permission learns that;
/// - an unsigned request that names no queue is MissingAuthenticationToken; one that names a queue is anybody's, and the policy decides.
/// </summary>
internal static class ActionPermissions
{
    public static void Check(ActionContext context)
    {
        foreach (var target in Targets(context))
        {
            Authorization.Check(context.Caller, context.Facts, target);
        }
    }

    private static IEnumerable<AccessTarget> Targets(ActionContext context)
    {
        switch (context.Action)
        {
            case "ListQueues":
                var account = Named(context).AccountId;
                return [new AccessTarget(Permission(context), $"arn:aws:sqs:{context.Region}:{account}:*", account)];
            case "CreateQueue":
                return Creation(context);
            case "GetQueueUrl":
                var owner = context.Input.Text("QueueOwnerAWSAccountId") is { Length: > 0 } other ? other : Named(context).AccountId;
                return [OfQueue(context, owner, context.Input.Required("QueueName"), Permission(context))];
            case "StartMessageMoveTask":
                return Move(context);
            case "ListMessageMoveTasks":
                _ = Named(context);
                return OfArn(context, context.Input.Required("SourceArn"), Permission(context));
            case "CancelMessageMoveTask":
                _ = Named(context);
                var isHandle = TaskHandle.TryRead(context.Input.Required("TaskHandle"), out var id);
                return isHandle && context.Moves.Find(id) is { } task ? OfArn(context, task.SourceArn, Permission(context)) : [];
            default:
                var (accountId, name) = Address(context);
                return [OfQueue(context, accountId, name, Permission(context))];
        }
    }

    private static string Permission(ActionContext context) => PolicyActions.PermissionOf(context.Action);

    private static (string AccountId, string Name) Address(ActionContext context) =>
        context.Address is { } address ? address
        : context.Caller.IsAnonymous ? throw AccessErrors.MissingAuthenticationToken()
        : QueueAddress.Read(context);

    /// <summary>A caller with a name, for actions that are on nobody's queue.</summary>
    private static Caller Named(ActionContext context) => context.Caller.IsAnonymous ? throw AccessErrors.MissingAuthenticationToken() : context.Caller;

    private static IEnumerable<AccessTarget> Creation(ActionContext context)
    {
        var account = Named(context).AccountId;
        var tags = context.Input.Map("Tags");
        var target = OfQueue(context, account, context.Input.Required("QueueName"), Permission(context)) with { RequestTags = tags };
        return tags.Count == 0 ? [target] : [target, target with { Permission = PolicyActions.PermissionOf("TagQueue") }];
    }

    private static IEnumerable<AccessTarget> Move(ActionContext context)
    {
        _ = Named(context);
        var source = context.Input.Required("SourceArn");
        string[] destinations = context.Input.Text("DestinationArn") is { Length: > 0 } arn ? [arn] : [.. context.Queues.SourcesOf(source).Select(queue => queue.Identity.Arn)];
        string[] onSource = ["StartMessageMoveTask", "ReceiveMessage", "DeleteMessage", "GetQueueAttributes"];
        return onSource.SelectMany(action => OfArn(context, source, PolicyActions.PermissionOf(action)))
            .Concat(destinations.SelectMany(destination => OfArn(context, destination, PolicyActions.PermissionOf("SendMessage"))));
    }

    /// <summary>A text that is no queue's ARN needs no permission: the action refuses it.</summary>
    private static IEnumerable<AccessTarget> OfArn(ActionContext context, string arn, string permission) =>
        arn.Split(':') is ["arn", _, "sqs", var region, var account, { Length: > 0 } name] && string.Equals(region, context.Region, StringComparison.Ordinal)
            ? [Of(context, account, name, permission, context.Realms.FindQueue(region, account, name))]
            : [];

    private static AccessTarget OfQueue(ActionContext context, string account, string name, string permission)
    {
        var queue = context.Realms.FindQueue(context.Region, account, name);
        return queue is null && !string.Equals(account, context.Caller.AccountId, StringComparison.Ordinal)
            ? throw SqsErrors.NonExistentQueue()
            : Of(context, account, name, permission, queue);
    }

    private static AccessTarget Of(ActionContext context, string account, string name, string permission, MessageQueue? queue) =>
        new(permission, $"arn:aws:sqs:{context.Region}:{account}:{name}", account, queue?.Settings.Access)
        {
            ResourceTags = queue is null ? [] : TagsOf(queue),
            RequestTags = context.Action is "TagQueue" ? context.Input.Map("Tags") : [],
            TagKeys = context.Action is "UntagQueue" ? context.Input.List("TagKeys") : [],
        };

    private static KeyValuePair<string, string>[] TagsOf(MessageQueue queue)
    {
        lock (queue.Tags)
        {
            return queue.Tags.Count == 0 ? [] : [.. queue.Tags];
        }
    }
}
