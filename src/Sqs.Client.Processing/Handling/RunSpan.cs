using System.Diagnostics;

namespace Sqs.Client.Processing;

/// <summary>The span of the work on one message. It begins a trace of its own, linked to the one in which the message was sent.</summary>
internal static class RunSpan
{
    /// <summary>Opens the span and makes it the current one; null when nobody listens.</summary>
    public static Activity? Open(Delivery delivery, RunReports reports)
    {
        // Whatever happened to be current when the processor was started has nothing to do with this message.
        Activity.Current = null;
        if (!SqsProcessingDiagnostics.Source.HasListeners())
        {
            return null;
        }

        Activity? span = null;
        reports.Listeners.Call(() => span = Start(delivery, reports));
        return span;
    }

    public static void Close(Activity? span, RunReports reports, RunOutcome outcome, string? error)
    {
        if (span is null)
        {
            return;
        }

        reports.Listeners.Call(() =>
        {
            _ = span.SetTag(TagNames.Outcome, RunOutcomes.Tag(outcome));
            if (error is not null)
            {
                _ = span.SetTag(TagNames.ErrorType, error).SetStatus(ActivityStatusCode.Error);
            }

            span.Dispose();
        });
    }

    private static Activity? Start(Delivery delivery, RunReports reports)
    {
        KeyValuePair<string, object?>[] tags =
        [
            new(TagNames.System, TagNames.SystemValue),
            new(TagNames.OperationName, TagNames.Process),
            new(TagNames.OperationType, TagNames.Process),
            new(TagNames.Destination, reports.Queue.Name),
            new(TagNames.QueueUrl, reports.Queue.Url),
            new(TagNames.MessageId, delivery.Message.MessageId),
        ];
        return SqsProcessingDiagnostics.Source.StartActivity(
            $"{TagNames.Process} {reports.Queue.Name}", ActivityKind.Consumer, parentContext: default, tags, LinksOf(delivery.Message));
    }

    private static IEnumerable<ActivityLink> LinksOf(Message message) =>
        SqsTraceContext.TryExtract(message, out var sender) ? [new ActivityLink(sender)] : [];
}
