namespace Sqs.Client.Notifications;

/// <summary>What is known of a queue by its URL, and what the service has to be asked.</summary>
internal static class QueueIdentity
{
    /// <summary>True when the queue is a FIFO queue, by its name.</summary>
    public static bool IsFifo(string queueUrl) => queueUrl.AsSpan().TrimEnd('/').EndsWith(".fifo", StringComparison.Ordinal);

    public static async Task<Arn> ArnOfAsync(ISqsClient client, string queueUrl, CancellationToken cancellationToken)
    {
        var answer = await client.GetQueueAttributesAsync(
            new GetQueueAttributesRequest { QueueUrl = queueUrl, AttributeNames = [QueueAttributeName.QueueArn] }, cancellationToken).ConfigureAwait(false);
        return Arn.TryParse(answer.Attributes.GetValueOrDefault(QueueAttributeName.QueueArn), out var arn)
            ? arn
            : throw new SqsResponseException("The service answered without the ARN of the queue.") { Action = "GetQueueAttributes" };
    }
}
