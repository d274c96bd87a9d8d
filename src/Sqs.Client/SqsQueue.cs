namespace Sqs.Client;

/// <summary>A queue with the everyday verbs, opened by name or by URL. Light and thread-safe; keep it as long as its client.</summary>
public sealed class SqsQueue
{
    private readonly ISqsClient _client;
    private readonly BulkSendSettings _bulk;

    private SqsQueue(ISqsClient client, string url, SqsQueueOptions options)
    {
        if (options.MaxAttempts is < 1 or > 100)
        {
            throw new SqsValidationException(nameof(options.MaxAttempts), "must be from 1 to 100");
        }

        _client = client;
        Url = url;
        _bulk = new BulkSendSettings(options.MaxAttempts, options.TimeProvider ?? TimeProvider.System, options.Random ?? SqsClientSettings.SystemRandom);
    }

    /// <summary>The URL of the queue, exactly as it was given.</summary>
    public string Url { get; }

    /// <summary>The name of the queue: the last part of its URL.</summary>
    public string Name => QueueUrls.NameOf(Url).ToString();

    /// <summary>True for a FIFO queue, by its name.</summary>
    public bool IsFifo => QueueUrls.IsFifo(Url);

    /// <summary>Opens a queue. A name costs one GetQueueUrl call and the permission for it; a URL costs none.</summary>
    /// <param name="client">The client to use.</param>
    /// <param name="nameOrUrl">The name of the queue, or its URL as the service gave it.</param>
    /// <param name="options">How to use it; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The queue.</returns>
    /// <exception cref="QueueDoesNotExistException">There is no queue of this name.</exception>
    /// <exception cref="SqsValidationException">It is neither a name nor a URL, or an option is out of its range.</exception>
    public static async Task<SqsQueue> OpenAsync(
        ISqsClient client, string nameOrUrl, SqsQueueOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(nameOrUrl);
        options ??= new SqsQueueOptions();
        if (nameOrUrl.Contains("://", StringComparison.Ordinal))
        {
            return new SqsQueue(client, nameOrUrl, options);
        }

        var found = await client.GetQueueUrlAsync(
            new GetQueueUrlRequest { QueueName = nameOrUrl, QueueOwnerAWSAccountId = options.OwnerAccountId }, cancellationToken).ConfigureAwait(false);
        return new SqsQueue(client, found.QueueUrl, options);
    }

    /// <summary>Sends one message.</summary>
    /// <param name="message">The message; a string is one with that body.</param>
    /// <param name="cancellationToken">Ends the call; the message may be stored all the same.</param>
    /// <returns>The service's answer.</returns>
    public Task<SendMessageResponse> SendAsync(OutgoingMessage message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _client.SendMessageAsync(
            new SendMessageRequest
            {
                QueueUrl = Url,
                MessageBody = message.Body,
                DelaySeconds = message.DelaySeconds,
                MessageAttributes = message.MessageAttributes,
                MessageSystemAttributes = message.MessageSystemAttributes,
                MessageDeduplicationId = message.MessageDeduplicationId,
                MessageGroupId = message.MessageGroupId,
            },
            cancellationToken);
    }

    /// <summary>
    /// Sends any number of messages, packed into batches by 10 and by 1,048,576 bytes. Entries that failed by the service's fault are sent
    /// again; nothing else is. On a FIFO queue what is stored of a group is in the order given.
    /// </summary>
    /// <param name="messages">The messages. All are checked before the first is sent.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What happened to each message, in the order given. Look at it: failures do not throw.</returns>
    /// <exception cref="SqsValidationException">A message is one that the service would refuse; nothing was sent. <c>Entries[n]</c> in the member counts the messages given.</exception>
    /// <exception cref="SendManyCanceledException">The caller cancelled when messages were under way; it holds the results.</exception>
    public Task<IReadOnlyList<SendResult>> SendManyAsync(IEnumerable<OutgoingMessage> messages, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(messages);
        return new BulkSend(_client, Url, [.. messages], _bulk).RunAsync(cancellationToken);
    }

    /// <summary>Receives messages with all their attributes.</summary>
    /// <param name="maxMessages">How many at the most, 1 to 10.</param>
    /// <param name="wait">How long to wait for one, 0 to 20 s in whole seconds; null for the queue's default.</param>
    /// <param name="visibilityTimeout">How long they stay invisible to others, 0 to 12 h in whole seconds; null for the queue's default.</param>
    /// <param name="cancellationToken">Ends the wait. Messages that are on their way then stay invisible until their timeout.</param>
    /// <returns>The messages.</returns>
    public Task<ReceiveMessageResponse> ReceiveAsync(
        int maxMessages = 10, TimeSpan? wait = null, TimeSpan? visibilityTimeout = null, CancellationToken cancellationToken = default) =>
        _client.ReceiveMessageAsync(
            new ReceiveMessageRequest
            {
                QueueUrl = Url,
                MaxNumberOfMessages = maxMessages,
                WaitTimeSeconds = WholeSeconds(wait, nameof(wait)),
                VisibilityTimeout = WholeSeconds(visibilityTimeout, nameof(visibilityTimeout)),

                // The older member: every server knows it, and not every one knows MessageSystemAttributeNames.
                AttributeNames = [MessageSystemAttributeName.All],
                MessageAttributeNames = ["All"],
            },
            cancellationToken);

    /// <summary>Deletes a received message.</summary>
    /// <param name="message">The message, with its newest receipt handle.</param>
    /// <param name="cancellationToken">Ends the call; the message may be deleted all the same.</param>
    /// <returns>The service's answer.</returns>
    public Task<DeleteMessageResponse> DeleteAsync(Message message, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _client.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = Url, ReceiptHandle = message.ReceiptHandle }, cancellationToken);
    }

    /// <summary>Sets anew, counted from now, how long a received message stays invisible; zero gives it back at once.</summary>
    /// <param name="message">The message, with its newest receipt handle.</param>
    /// <param name="timeout">The new timeout, 0 to 12 h in whole seconds.</param>
    /// <param name="cancellationToken">Ends the call; the timeout may be changed all the same.</param>
    /// <returns>The service's answer.</returns>
    public Task<ChangeMessageVisibilityResponse> ChangeVisibilityAsync(Message message, TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(message);
        return _client.ChangeMessageVisibilityAsync(
            new ChangeMessageVisibilityRequest { QueueUrl = Url, ReceiptHandle = message.ReceiptHandle, VisibilityTimeout = WholeSeconds(timeout, nameof(timeout))!.Value },
            cancellationToken);
    }

    /// <summary>Reads all attributes of the queue.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The service's answer.</returns>
    public Task<GetQueueAttributesResponse> GetAttributesAsync(CancellationToken cancellationToken = default) =>
        _client.GetQueueAttributesAsync(new GetQueueAttributesRequest { QueueUrl = Url, AttributeNames = [QueueAttributeName.All] }, cancellationToken);

    /// <summary>Reads all attributes of the queue, with their types.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The attributes.</returns>
    public async Task<QueueAttributes> GetTypedAttributesAsync(CancellationToken cancellationToken = default) =>
        (await GetAttributesAsync(cancellationToken).ConfigureAwait(false)).ToTyped();

    /// <summary>Changes attributes of the queue: those that are not null and can be changed. Takes up to 60 s to be felt, the retention period up to 15 min.</summary>
    /// <param name="attributes">The attributes.</param>
    /// <param name="cancellationToken">Ends the call; the attributes may be changed all the same.</param>
    /// <returns>The service's answer.</returns>
    /// <exception cref="SqsValidationException">A value is out of its range, or the type of the queue would be changed.</exception>
    public Task<SetQueueAttributesResponse> SetAttributesAsync(QueueAttributes attributes, CancellationToken cancellationToken = default) =>
        _client.SetQueueAttributesAsync(Url, attributes, cancellationToken);

    /// <summary>Changes the access policy of the queue; see <see cref="SqsPolicies.UpdatePolicyAsync(ISqsClient, string, Func{AccessPolicy, AccessPolicy}, CancellationToken)"/>. Not atomic.</summary>
    /// <param name="change">Makes the new policy of the one that is there (<see cref="AccessPolicy.Empty"/> for none). May be called several times.</param>
    /// <param name="cancellationToken">Ends the work; the policy may be written all the same.</param>
    /// <returns>The policy as it was read at the end.</returns>
    /// <exception cref="SqsValidationException">The new policy is one that the service would refuse; it was not written.</exception>
    /// <exception cref="PolicyFormatException">The policy that is there cannot be read; nothing was written.</exception>
    /// <exception cref="PolicyConflictException">Each time another policy was read than was written.</exception>
    public Task<AccessPolicy> UpdatePolicyAsync(Func<AccessPolicy, AccessPolicy> change, CancellationToken cancellationToken = default) =>
        _client.UpdatePolicyAsync(Url, change, new PolicyUpdateOptions { TimeProvider = _bulk.Time, Random = _bulk.Random }, cancellationToken);

    /// <summary>Deletes all messages of the queue; once in 60 s, and it takes up to 60 s.</summary>
    /// <param name="cancellationToken">Ends the call; the queue may be purged all the same.</param>
    /// <returns>The service's answer.</returns>
    public Task<PurgeQueueResponse> PurgeAsync(CancellationToken cancellationToken = default) =>
        _client.PurgeQueueAsync(new PurgeQueueRequest { QueueUrl = Url }, cancellationToken);

    private static int? WholeSeconds(TimeSpan? time, string name)
    {
        if (time is not { } value)
        {
            return null;
        }

        return value.Ticks % TimeSpan.TicksPerSecond == 0 && value >= TimeSpan.Zero && value.TotalSeconds <= int.MaxValue
            ? (int)value.TotalSeconds
            : throw new SqsValidationException(name, "must be whole seconds and not negative; the service knows no fractions");
    }
}
