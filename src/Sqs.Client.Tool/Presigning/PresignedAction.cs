namespace Sqs.Client.Tool.Presigning;

/// <summary>What a presigned URL can do.</summary>
/// <param name="Name">How the command line calls it.</param>
/// <param name="TakesText">Whether it sends a message.</param>
/// <param name="Request">The request that the URL holds.</param>
internal sealed record PresignedAction(string Name, bool TakesText, Func<PresignedInput, ISqsRequest> Request)
{
    public static IReadOnlyList<PresignedAction> All { get; } =
    [
        new("send", TakesText: true, static input => new SendMessageRequest
        {
            QueueUrl = input.QueueUrl,
            MessageBody = input.Text,
            MessageGroupId = input.Group,
            MessageDeduplicationId = input.Deduplication,
        }),
        new("receive", TakesText: false, static input => new ReceiveMessageRequest
        {
            QueueUrl = input.QueueUrl,
            AttributeNames = [MessageSystemAttributeName.All],
            MessageAttributeNames = ["All"],
        }),
        new("attributes", TakesText: false, static input => new GetQueueAttributesRequest { QueueUrl = input.QueueUrl, AttributeNames = [QueueAttributeName.All] }),
        new("purge", TakesText: false, static input => new PurgeQueueRequest { QueueUrl = input.QueueUrl }),
    ];

    public static string Names => string.Join(", ", All.Select(action => action.Name));
}
