using Sqs.Client.LocalServer.Moves;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - newest first, 1-10, default 1; an unknown source is ResourceNotFoundException;
/// - a TaskHandle only while the task runs.
/// </summary>
internal static class ListMessageMoveTasksAction
{
    public static WireValue Run(ActionContext context)
    {
        var sourceArn = context.Input.Required("SourceArn");
        var most = context.Input.Integer("MaxResults", 1, MoveTasks.MostOfASource) ?? 1;
        return context.Queues.FindByArn(sourceArn) is null
            ? throw SqsErrors.ResourceNotFound("The resource that you specified for the SourceArn parameter doesn't exist.")
            : WireValue.Structure().With("Results", WireValue.List(context.Moves.Of(sourceArn, most).Select(Write)));
    }

    private static WireValue Write(MoveTask task)
    {
        var result = WireValue.Structure()
            .With("TaskHandle", task.Status is MoveTaskStatus.Running ? TaskHandle.Create(task) : null)
            .With("Status", task.Status.ToString().ToUpperInvariant())
            .With("SourceArn", task.SourceArn)
            .With("DestinationArn", task.DestinationArn);
        if (task.Rate is { } rate)
        {
            _ = result.With("MaxNumberOfMessagesPerSecond", rate);
        }

        return result
            .With("ApproximateNumberOfMessagesMoved", task.Moved)
            .With("ApproximateNumberOfMessagesToMove", task.ToMove)
            .With("FailureReason", task.FailureReason)
            .With("StartedTimestamp", task.StartedAt.ToUnixTimeMilliseconds());
    }
}
