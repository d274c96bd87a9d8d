namespace Sqs.Client.Processing;

/// <summary>A dead-letter queue and the move tasks of it.</summary>
internal sealed class RedriveSource(ISqsClient client, string arn)
{
    /// <summary>The most that the service lists.</summary>
    private const int MaxTasks = 10;

    public string Arn { get; } = arn;

    public ISqsClient Client { get; } = client;

    /// <summary>A name costs GetQueueUrl and GetQueueAttributes, a URL the latter, an ARN nothing.</summary>
    public static async Task<RedriveSource> OpenAsync(ISqsClient client, string queue, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(queue);
        if (queue.StartsWith("arn:", StringComparison.Ordinal))
        {
            return new RedriveSource(client, queue);
        }

        var opened = await SqsQueue.OpenAsync(client, queue, cancellationToken: cancellationToken).ConfigureAwait(false);
        var response = await client.GetQueueAttributesAsync(
            new GetQueueAttributesRequest { QueueUrl = opened.Url, AttributeNames = [QueueAttributeName.QueueArn] }, cancellationToken).ConfigureAwait(false);
        return response.Attributes.TryGetValue(QueueAttributeName.QueueArn, out var found)
            ? new RedriveSource(client, found)
            : throw new SqsResponseException("The service did not name the ARN of the queue.");
    }

    /// <summary>The tasks, newest first.</summary>
    public async Task<IReadOnlyList<ListMessageMoveTasksResultEntry>> ListAsync(CancellationToken cancellationToken) =>
        (await Client.ListMessageMoveTasksAsync(
            new ListMessageMoveTasksRequest { SourceArn = Arn, MaxResults = MaxTasks }, cancellationToken).ConfigureAwait(false)).Results;
}
