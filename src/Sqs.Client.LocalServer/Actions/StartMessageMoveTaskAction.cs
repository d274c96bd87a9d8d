using Sqs.Client.LocalServer.Moves;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>
/// Mirrors of the real service:
/// - the source must exist (ResourceNotFoundException, 404) and be somebody's dead-letter queue (InvalidParameterValue);
/// - an unknown destination is ResourceNotFoundException, one of the other kind (FIFO, standard) InvalidParameterValue; without one messages go back to where they came from;
/// - one active task per source; 1-500 messages a second;
/// - moved messages are new ones: new id, new time of sending, receive count zero.
/// </summary>
internal static class StartMessageMoveTaskAction
{
    public static WireValue Run(ActionContext context)
    {
        var sourceArn = context.Input.Required("SourceArn");
        var destinationArn = context.Input.Text("DestinationArn") is { Length: > 0 } arn ? arn : null;
        var rate = context.Input.Integer("MaxNumberOfMessagesPerSecond", 1, MoveTask.FastestRate);
        var source = context.Queues.FindByArn(sourceArn) ?? throw SqsErrors.ResourceNotFound("The resource that you specified for the SourceArn parameter doesn't exist.");
        if (context.Queues.SourcesOf(sourceArn).Count == 0)
        {
            throw SqsErrors.InvalidParameter("Source queue must be configured as a Dead Letter Queue.");
        }

        if (destinationArn is not null)
        {
            var destination = context.Queues.FindByArn(destinationArn) ?? throw SqsErrors.ResourceNotFound("The resource that you specified for the DestinationArn parameter doesn't exist.");
            if (destination.Settings.FifoQueue != source.Settings.FifoQueue)
            {
                throw SqsErrors.InvalidParameter("Source and destination queue must be of the same type.");
            }
        }

        return WireValue.Structure().With("TaskHandle", TaskHandle.Create(context.Moves.Start(source, destinationArn, rate)));
    }
}
