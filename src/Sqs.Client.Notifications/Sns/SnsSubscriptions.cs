namespace Sqs.Client.Notifications;

/// <summary>Subscribes queues to topics of SNS: the queue's side.</summary>
public static class SnsSubscriptions
{
    /// <summary>
    /// Lets a topic send to a queue, as a statement of the queue's policy, and answers the call that makes SNS do so. Calling it again changes nothing.
    /// </summary>
    /// <param name="client">The client to use. It needs the permissions GetQueueAttributes and SetQueueAttributes.</param>
    /// <param name="queueUrl">The URL of the queue, exactly as the service gave it.</param>
    /// <param name="topicArn">The ARN of the topic; its region and account may be others than the queue's.</param>
    /// <param name="rawMessageDelivery">Whether the call asks for raw delivery: the queue then gets what was published as it is, attributes included, and no signature.</param>
    /// <param name="cancellationToken">Ends the work; the policy may be written all the same.</param>
    /// <returns>The call, which whoever owns the topic makes.</returns>
    /// <remarks>
    /// Source: "Subscribing an Amazon SQS queue to an Amazon SNS topic" in the Amazon SNS Developer Guide. The policy names the topic, so that no other topic of SNS can send.
    /// A queue that is encrypted with a key of KMS takes a key whose policy lets SNS use it.
    /// </remarks>
    /// <exception cref="SqsValidationException">
    /// The ARN is not one of a topic, or that of a standard topic for a FIFO queue, or the new policy is one that the service would refuse; nothing was written.
    /// </exception>
    /// <exception cref="PolicyFormatException">The policy that is there cannot be read; nothing was written.</exception>
    /// <exception cref="PolicyConflictException">Others kept changing the policy.</exception>
    public static async Task<SnsSubscribeCall> SubscribeQueueToTopicAsync(
        this ISqsClient client, string queueUrl, string topicArn, bool rawMessageDelivery = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(queueUrl);
        ArgumentNullException.ThrowIfNull(topicArn);
        var topic = SnsTopicArn.TryParse(topicArn)
            ?? throw new SqsValidationException(nameof(topicArn), "must be the ARN of a topic, such as arn:aws:sns:us-east-1:123456789012:orders");
        if (QueueIdentity.IsFifo(queueUrl) && !topic.IsFifo)
        {
            throw new SqsValidationException(nameof(topicArn), "must be the ARN of a FIFO topic: a standard topic does not send to a FIFO queue");
        }

        var queue = await QueueIdentity.ArnOfAsync(client, queueUrl, cancellationToken).ConfigureAwait(false);
        var statement = QueueAccess.AllowTopic(queue, Arn.Parse(topicArn));
        _ = await client.UpdatePolicyAsync(queueUrl, policy => policy.With(statement), cancellationToken).ConfigureAwait(false);
        return new SnsSubscribeCall { TopicArn = topicArn, Region = topic.Region, QueueArn = queue.ToString(), RawMessageDelivery = rawMessageDelivery };
    }
}
