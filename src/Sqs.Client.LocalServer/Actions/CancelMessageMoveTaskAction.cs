using Sqs.Client.LocalServer.Moves;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - a handle that cannot be decoded is InvalidParameterValue, an unknown task ResourceNotFoundException;
/// - only a running task can be cancelled; it is CANCELLING until it stops; what was moved stays moved.
/// </summary>
internal static class CancelMessageMoveTaskAction
{
    public static WireValue Run(ActionContext context)
    {
        if (!TaskHandle.TryRead(context.Input.Required("TaskHandle"), out var id))
        {
            throw SqsErrors.InvalidParameter("Value for parameter TaskHandle is invalid.");
        }

        var task = context.Moves.Find(id) ?? throw SqsErrors.ResourceNotFound("Task does not exist.");
        return task.TryCancel()
            ? WireValue.Structure().With("ApproximateNumberOfMessagesMoved", task.Moved)
            : throw SqsErrors.ResourceNotFound("The task is not running, only active tasks can be cancelled.");
    }
}
