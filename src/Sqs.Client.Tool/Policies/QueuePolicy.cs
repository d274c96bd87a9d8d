using Sqs.Client.Tool.Connection;

namespace Sqs.Client.Tool.Policies;

/// <summary>The policy of a queue as the service has it.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="Json">The policy; null where there is none.</param>
internal sealed record QueuePolicy(SqsQueue Queue, Arn Arn, string? Json)
{
    public static async Task<QueuePolicy> ReadAsync(ClientSession session, QueueReference reference, CancellationToken stop)
    {
        var queue = await session.OpenQueueAsync(reference, stop).ConfigureAwait(false);
        var answer = await session.Client.GetQueueAttributesAsync(
            new GetQueueAttributesRequest { QueueUrl = queue.Url, AttributeNames = [QueueAttributeName.QueueArn, QueueAttributeName.Policy] }, stop).ConfigureAwait(false);
        return Arn.TryParse(answer.Attributes.GetValueOrDefault(QueueAttributeName.QueueArn), out var arn)
            ? new QueuePolicy(queue, arn, answer.Attributes.GetValueOrDefault(QueueAttributeName.Policy) is { Length: > 0 } json ? json : null)
            : throw new ToolException($"the service did not name the ARN of '{queue.Name}'.", ExitCodes.Failed);
    }
}
