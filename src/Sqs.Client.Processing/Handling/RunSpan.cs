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
        reports.Measure(() => span = Start(delivery, reports));
        return span;
    }

    public static void Close(Activity? span, RunReports reports, RunOutcome outcome, string? error)
    {
        if (span is null)
        {
            return;
        }

        reports.Measure(() =>
        {
            _ = span.SetTag(RunTags.Outcome, RunOutcomes.Tag(outcome));
            if (error is not null)
            {
                _ = span.SetTag(RunTags.ErrorType, error).SetStatus(ActivityStatusCode.Error);
            }

            span.Dispose();
        });
    }

    private static Activity? Start(Delivery delivery, RunReports reports)
    {
        KeyValuePair<string, object?>[] tags =
        [
            new(RunTags.System, RunTags.SystemValue),
            new(RunTags.OperationName, RunTags.Process),
            new(RunTags.OperationType, RunTags.Process),
            new(RunTags.Destination, reports.QueueName),
            new(RunTags.QueueUrl, reports.QueueUrl),
            new(RunTags.MessageId, delivery.Message.MessageId),
        ];
        return SqsProcessingDiagnostics.Source.StartActivity(
            $"{RunTags.Process} {reports.QueueName}", ActivityKind.Consumer, parentContext: default, tags, LinksOf(delivery.Message));
    }

    private static IEnumerable<ActivityLink> LinksOf(Message message) =>
        SqsTraceContext.TryExtract(message, out var sender) ? [new ActivityLink(sender)] : [];
}
