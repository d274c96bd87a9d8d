namespace Sqs.Client;

/// <summary>Queues created and changed with typed attributes.</summary>
public static class SqsTypedAttributes
{
    /// <summary>Creates a queue, or finds it when one with the same name and attributes exists.</summary>
    /// <param name="client">The client to use.</param>
    /// <param name="queueName">The name, 1 to 80 letters, digits, hyphens and underscores; one that ends in <c>.fifo</c> makes a FIFO queue.</param>
    /// <param name="attributes">The attributes that differ from their defaults. <see cref="QueueAttributes.FifoQueue"/> follows from the name.</param>
    /// <param name="cancellationToken">Ends the call; the queue may be created all the same.</param>
    /// <returns>The service's answer.</returns>
    /// <exception cref="SqsValidationException">A value is out of its range; the member names it.</exception>
    public static Task<CreateQueueResponse> CreateQueueAsync(
        this ISqsClient client, string queueName, QueueAttributes attributes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(queueName);
        ArgumentNullException.ThrowIfNull(attributes);
        var isFifo = QueueUrls.IsFifo(queueName);
        if (attributes.FifoQueue is false && isFifo)
        {
            throw new SqsValidationException(nameof(attributes.FifoQueue), "must not be false, because the name of the queue ends in .fifo");
        }

        var settings = (isFifo ? attributes with { FifoQueue = true } : attributes).ToSettings();
        return client.CreateQueueAsync(new CreateQueueRequest { QueueName = queueName, Attributes = settings }, cancellationToken);
    }

    /// <summary>Changes attributes of a queue: those that are not null and can be changed.</summary>
    /// <remarks>Source: SetQueueAttributes in the Amazon SQS API Reference. Takes up to 60 s to be felt everywhere, the retention period up to 15 min.</remarks>
    /// <param name="client">The client to use.</param>
    /// <param name="queueUrl">The URL of the queue, exactly as the service gave it.</param>
    /// <param name="attributes">The attributes.</param>
    /// <param name="cancellationToken">Ends the call; the attributes may be changed all the same.</param>
    /// <returns>The service's answer.</returns>
    /// <exception cref="SqsValidationException">A value is out of its range, or the type of the queue would be changed.</exception>
    public static Task<SetQueueAttributesResponse> SetQueueAttributesAsync(
        this ISqsClient client, string queueUrl, QueueAttributes attributes, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(queueUrl);
        ArgumentNullException.ThrowIfNull(attributes);
        if (attributes.FifoQueue is { } fifo && fifo != QueueUrls.IsFifo(queueUrl))
        {
            throw new SqsValidationException(nameof(attributes.FifoQueue), "the type of a queue cannot be changed");
        }

        // The type is what it was, and no attribute to change.
        var settings = (attributes with { FifoQueue = null }).ToSettings();
        return client.SetQueueAttributesAsync(new SetQueueAttributesRequest { QueueUrl = queueUrl, Attributes = settings }, cancellationToken);
    }
}
