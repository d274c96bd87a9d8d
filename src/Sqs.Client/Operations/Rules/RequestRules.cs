namespace Sqs.Client.Operations;

/// <summary>
/// Refuses, before anything is sent, what the service would refuse: one method for each action, named after it. Nothing is stricter than the
/// service, so what it may learn to take tomorrow (new attribute names, new actions) goes through. A request that is good costs no
/// allocation.
/// </summary>
/// <remarks>
/// Every method throws <see cref="SqsValidationException"/> for a broken rule, with the member and, in a text, the position; and
/// <see cref="ArgumentNullException"/> where there is nothing at all.
/// </remarks>
internal static class RequestRules
{
    private const int MaxVisibility = 43_200;
    private const int MaxPage = 1000;

    public static void AddPermission(AddPermissionRequest request)
    {
        Options(request);
        QueueUrlRules.Check(request.QueueUrl);
        TextRules.Name(request.Label, nameof(request.Label));
        QueueRules.CheckAccounts(request.AWSAccountIds);
        QueueRules.CheckActions(request.Actions);
    }

    public static void CancelMessageMoveTask(CancelMessageMoveTaskRequest request)
    {
        Options(request);
        TextRules.NotEmpty(request.TaskHandle, nameof(request.TaskHandle));
    }

    public static void ChangeMessageVisibility(ChangeMessageVisibilityRequest request)
    {
        Options(request);
        QueueUrlRules.Check(request.QueueUrl);
        TextRules.ReceiptHandle(request.ReceiptHandle, nameof(request.ReceiptHandle));
        TextRules.Range(request.VisibilityTimeout, 0, MaxVisibility, " s", nameof(request.VisibilityTimeout));
    }

    public static void ChangeMessageVisibilityBatch(ChangeMessageVisibilityBatchRequest request)
    {
        Options(request);
        QueueUrlRules.Check(request.QueueUrl);
        var entries = request.Entries;
        BatchRules.Count(entries);
        for (var index = 0; index < entries.Count; index++)
        {
            BatchRules.CheckId(entries, index, static entry => entry.Id);
            TextRules.ReceiptHandle(entries[index].ReceiptHandle, new(nameof(ChangeMessageVisibilityBatchRequestEntry.ReceiptHandle), index));
            TextRules.Range(entries[index].VisibilityTimeout, 0, MaxVisibility, " s", new(nameof(ChangeMessageVisibilityBatchRequestEntry.VisibilityTimeout), index));
        }
    }

    public static void CreateQueue(CreateQueueRequest request)
    {
        Options(request);
        QueueRules.CheckName(request.QueueName);
        QueueAttributeRules.CheckNew(request.Attributes, request.QueueName);
        QueueRules.CheckTags(request.Tags);
    }

    public static void DeleteMessage(DeleteMessageRequest request)
    {
        Options(request);
        QueueUrlRules.Check(request.QueueUrl);
        TextRules.ReceiptHandle(request.ReceiptHandle, nameof(request.ReceiptHandle));
    }

    public static void DeleteMessageBatch(DeleteMessageBatchRequest request)
    {
        Options(request);
        QueueUrlRules.Check(request.QueueUrl);
        var entries = request.Entries;
        BatchRules.Count(entries);
        for (var index = 0; index < entries.Count; index++)
        {
            BatchRules.CheckId(entries, index, static entry => entry.Id);
            TextRules.ReceiptHandle(entries[index].ReceiptHandle, new(nameof(DeleteMessageBatchRequestEntry.ReceiptHandle), index));
        }
    }

    public static void DeleteQueue(DeleteQueueRequest request)
    {
        Options(request);
        QueueUrlRules.Check(request.QueueUrl);
    }

    public static void GetQueueAttributes(GetQueueAttributesRequest request)
    {
        Options(request);
        QueueUrlRules.Check(request.QueueUrl);
        var names = request.AttributeNames;
        for (var index = 0; index < names.Count; index++)
        {
            TextRules.NotEmpty(names[index].Value ?? "", new MemberPath(nameof(request.AttributeNames)).At(index));
        }
    }

    public static void GetQueueUrl(GetQueueUrlRequest request)
    {
        Options(request);
        QueueRules.CheckName(request.QueueName);
        if (request.QueueOwnerAWSAccountId is { } owner)
        {
            TextRules.AccountId(owner, nameof(request.QueueOwnerAWSAccountId));
        }
    }

    public static void ListDeadLetterSourceQueues(ListDeadLetterSourceQueuesRequest request)
    {
        Options(request);
        QueueUrlRules.Check(request.QueueUrl);
        TextRules.Range(request.MaxResults, 1, MaxPage, "", nameof(request.MaxResults));
    }

    public static void ListMessageMoveTasks(ListMessageMoveTasksRequest request)
    {
        Options(request);
        TextRules.Arn(request.SourceArn, nameof(request.SourceArn));
        TextRules.Range(request.MaxResults, 1, 10, "", nameof(request.MaxResults));
    }

    public static void ListQueues(ListQueuesRequest request)
    {
        Options(request);
        TextRules.Range(request.MaxResults, 1, MaxPage, "", nameof(request.MaxResults));
    }

    public static void ListQueueTags(ListQueueTagsRequest request)
    {
        Options(request);
        QueueUrlRules.Check(request.QueueUrl);
    }

    public static void PurgeQueue(PurgeQueueRequest request)
    {
        Options(request);
        QueueUrlRules.Check(request.QueueUrl);
    }

    public static void ReceiveMessage(ReceiveMessageRequest request)
    {
        Options(request);
        QueueUrlRules.Check(request.QueueUrl);
        TextRules.Range(request.MaxNumberOfMessages, 1, 10, "", nameof(request.MaxNumberOfMessages));
        TextRules.Range(request.WaitTimeSeconds, 0, 20, " s", nameof(request.WaitTimeSeconds));
        TextRules.Range(request.VisibilityTimeout, 0, MaxVisibility, " s", nameof(request.VisibilityTimeout));
        SystemNames(request.AttributeNames, nameof(request.AttributeNames));
        SystemNames(request.MessageSystemAttributeNames, nameof(request.MessageSystemAttributeNames));
        for (var index = 0; index < request.MessageAttributeNames.Count; index++)
        {
            TextRules.NotEmpty(request.MessageAttributeNames[index], new MemberPath(nameof(request.MessageAttributeNames)).At(index));
        }

        if (request.ReceiveRequestAttemptId is { } attempt)
        {
            TextRules.Identifier(attempt, nameof(request.ReceiveRequestAttemptId));
        }
    }

    public static void RemovePermission(RemovePermissionRequest request)
    {
        Options(request);
        QueueUrlRules.Check(request.QueueUrl);
        TextRules.Name(request.Label, nameof(request.Label));
    }

    public static void SendMessage(SendMessageRequest request)
    {
        Options(request);
        QueueUrlRules.Check(request.QueueUrl);
        _ = MessageRules.Check(new MessageParts(request), QueueUrls.IsFifo(request.QueueUrl));
    }

    public static void SendMessageBatch(SendMessageBatchRequest request)
    {
        Options(request);
        QueueUrlRules.Check(request.QueueUrl);
        var entries = request.Entries;
        BatchRules.Count(entries);
        var isFifo = QueueUrls.IsFifo(request.QueueUrl);
        var size = 0L;
        for (var index = 0; index < entries.Count; index++)
        {
            BatchRules.CheckId(entries, index, static entry => entry.Id);
            size += MessageRules.Check(new MessageParts(entries[index]), isFifo, index);
        }

        BatchRules.CheckTotal(size);
    }

    public static void SetQueueAttributes(SetQueueAttributesRequest request)
    {
        Options(request);
        QueueUrlRules.Check(request.QueueUrl);
        QueueAttributeRules.CheckChange(request.Attributes, request.QueueUrl);
    }

    public static void StartMessageMoveTask(StartMessageMoveTaskRequest request)
    {
        Options(request);
        TextRules.Arn(request.SourceArn, nameof(request.SourceArn));
        TextRules.Range(request.MaxNumberOfMessagesPerSecond, 1, 500, " messages per second", nameof(request.MaxNumberOfMessagesPerSecond));
        if (request.DestinationArn is { } destination)
        {
            TextRules.Arn(destination, nameof(request.DestinationArn));
        }
    }

    public static void TagQueue(TagQueueRequest request)
    {
        Options(request);
        QueueUrlRules.Check(request.QueueUrl);
        QueueRules.NotEmpty(request.Tags.Count, nameof(request.Tags));
        QueueRules.CheckTags(request.Tags);
    }

    public static void UntagQueue(UntagQueueRequest request)
    {
        Options(request);
        QueueUrlRules.Check(request.QueueUrl);
        QueueRules.CheckTagKeys(request.TagKeys);
    }

    private static void Options(ISqsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        CallOptionsRules.Check(request.CallOptions);
    }

    private static void SystemNames(IReadOnlyList<MessageSystemAttributeName> names, MemberPath path)
    {
        for (var index = 0; index < names.Count; index++)
        {
            TextRules.NotEmpty(names[index].Value ?? "", path.At(index));
        }
    }
}
