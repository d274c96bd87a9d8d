using System.Text.Json;

namespace Sqs.Client.Tests.Protocol;

/// <summary>Typed requests from the parameters of a vector, whose names are those of the service model.</summary>
internal static class VectorRequests
{
    public static ISqsRequest Build(string action, JsonElement parameters)
    {
        var p = new Parameters(parameters);
        return action switch
        {
            "AddPermission" => new AddPermissionRequest { QueueUrl = p.Url, Label = p.Required("Label"), AWSAccountIds = p.List("AWSAccountIds"), Actions = p.List("Actions") },
            "CancelMessageMoveTask" => new CancelMessageMoveTaskRequest { TaskHandle = p.Required("TaskHandle") },
            "ChangeMessageVisibility" => new ChangeMessageVisibilityRequest { QueueUrl = p.Url, ReceiptHandle = p.Required("ReceiptHandle"), VisibilityTimeout = p.Number("VisibilityTimeout")!.Value },
            "ChangeMessageVisibilityBatch" => new ChangeMessageVisibilityBatchRequest
            {
                QueueUrl = p.Url,
                Entries = p.Entries(e => new ChangeMessageVisibilityBatchRequestEntry { Id = e.Required("Id"), ReceiptHandle = e.Required("ReceiptHandle"), VisibilityTimeout = e.Number("VisibilityTimeout") }),
            },
            "CreateQueue" => new CreateQueueRequest { QueueName = p.Required("QueueName"), Attributes = p.QueueAttributes(), Tags = p.Map("tags") },
            "DeleteMessage" => new DeleteMessageRequest { QueueUrl = p.Url, ReceiptHandle = p.Required("ReceiptHandle") },
            "DeleteMessageBatch" => new DeleteMessageBatchRequest
            {
                QueueUrl = p.Url,
                Entries = p.Entries(e => new DeleteMessageBatchRequestEntry { Id = e.Required("Id"), ReceiptHandle = e.Required("ReceiptHandle") }),
            },
            "DeleteQueue" => new DeleteQueueRequest { QueueUrl = p.Url },
            "GetQueueAttributes" => new GetQueueAttributesRequest { QueueUrl = p.Url, AttributeNames = [.. p.List("AttributeNames").Select(name => new QueueAttributeName(name))] },
            "GetQueueUrl" => new GetQueueUrlRequest { QueueName = p.Required("QueueName"), QueueOwnerAWSAccountId = p.Text("QueueOwnerAWSAccountId") },
            "ListDeadLetterSourceQueues" => new ListDeadLetterSourceQueuesRequest { QueueUrl = p.Url, NextToken = p.Text("NextToken"), MaxResults = p.Number("MaxResults") },
            "ListMessageMoveTasks" => new ListMessageMoveTasksRequest { SourceArn = p.Required("SourceArn"), MaxResults = p.Number("MaxResults") },
            "ListQueues" => new ListQueuesRequest { QueueNamePrefix = p.Text("QueueNamePrefix"), NextToken = p.Text("NextToken"), MaxResults = p.Number("MaxResults") },
            "ListQueueTags" => new ListQueueTagsRequest { QueueUrl = p.Url },
            "PurgeQueue" => new PurgeQueueRequest { QueueUrl = p.Url },
            "ReceiveMessage" => new ReceiveMessageRequest
            {
                QueueUrl = p.Url,
                AttributeNames = [.. p.List("AttributeNames").Select(name => new MessageSystemAttributeName(name))],
                MessageSystemAttributeNames = [.. p.List("MessageSystemAttributeNames").Select(name => new MessageSystemAttributeName(name))],
                MessageAttributeNames = p.List("MessageAttributeNames"),
                MaxNumberOfMessages = p.Number("MaxNumberOfMessages"),
                VisibilityTimeout = p.Number("VisibilityTimeout"),
                WaitTimeSeconds = p.Number("WaitTimeSeconds"),
                ReceiveRequestAttemptId = p.Text("ReceiveRequestAttemptId"),
            },
            "RemovePermission" => new RemovePermissionRequest { QueueUrl = p.Url, Label = p.Required("Label") },
            "SendMessage" => new SendMessageRequest
            {
                QueueUrl = p.Url,
                MessageBody = p.Required("MessageBody"),
                DelaySeconds = p.Number("DelaySeconds"),
                MessageAttributes = p.MessageAttributes(),
                MessageSystemAttributes = p.SystemAttributes(),
                MessageDeduplicationId = p.Text("MessageDeduplicationId"),
                MessageGroupId = p.Text("MessageGroupId"),
            },
            "SendMessageBatch" => new SendMessageBatchRequest
            {
                QueueUrl = p.Url,
                Entries = p.Entries(e => new SendMessageBatchRequestEntry
                {
                    Id = e.Required("Id"),
                    MessageBody = e.Required("MessageBody"),
                    DelaySeconds = e.Number("DelaySeconds"),
                    MessageAttributes = e.MessageAttributes(),
                    MessageSystemAttributes = e.SystemAttributes(),
                    MessageDeduplicationId = e.Text("MessageDeduplicationId"),
                    MessageGroupId = e.Text("MessageGroupId"),
                }),
            },
            "SetQueueAttributes" => new SetQueueAttributesRequest { QueueUrl = p.Url, Attributes = p.QueueAttributes() },
            "StartMessageMoveTask" => new StartMessageMoveTaskRequest { SourceArn = p.Required("SourceArn"), DestinationArn = p.Text("DestinationArn"), MaxNumberOfMessagesPerSecond = p.Number("MaxNumberOfMessagesPerSecond") },
            "TagQueue" => new TagQueueRequest { QueueUrl = p.Url, Tags = p.Map("Tags") },
            "UntagQueue" => new UntagQueueRequest { QueueUrl = p.Url, TagKeys = p.List("TagKeys") },
            _ => throw new ArgumentException($"No action {action}.", nameof(action)),
        };
    }

    private readonly struct Parameters(JsonElement json)
    {
        public string Url => Required("QueueUrl");

        public string Required(string name) => Text(name)!;

        public string? Text(string name) => Find(name) is { } value ? value.GetString() : null;

        public int? Number(string name) => Find(name) is { } value ? value.GetInt32() : null;

        public List<string> List(string name) => Find(name) is { } value ? [.. value.EnumerateArray().Select(item => item.GetString()!)] : [];

        public Dictionary<string, string> Map(string name) =>
            Find(name) is { } value ? value.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!) : [];

        public Dictionary<QueueAttributeName, string> QueueAttributes() =>
            Map("Attributes").ToDictionary(pair => new QueueAttributeName(pair.Key), pair => pair.Value);

        public Dictionary<string, MessageAttributeValue> MessageAttributes() => Values("MessageAttributes");

        public Dictionary<MessageSystemAttributeName, MessageAttributeValue> SystemAttributes() =>
            Values("MessageSystemAttributes").ToDictionary(pair => new MessageSystemAttributeName(pair.Key), pair => pair.Value);

        public List<TEntry> Entries<TEntry>(Func<Parameters, TEntry> make) =>
            Find("Entries") is { } value ? [.. value.EnumerateArray().Select(entry => make(new Parameters(entry)))] : [];

        private Dictionary<string, MessageAttributeValue> Values(string name) =>
            Find(name) is { } value ? value.EnumerateObject().ToDictionary(pair => pair.Name, pair => new Parameters(pair.Value).Value()) : [];

        private MessageAttributeValue Value() => new()
        {
            DataType = Required("DataType"),
            StringValue = Text("StringValue"),
            BinaryValue = Find("BinaryValue") is { } bytes ? bytes.GetProperty("$b64").GetBytesFromBase64() : default(ReadOnlyMemory<byte>?),
            StringListValues = List("StringListValues"),
            BinaryListValues = Find("BinaryListValues") is { } list ? [.. list.EnumerateArray().Select(item => (ReadOnlyMemory<byte>)item.GetProperty("$b64").GetBytesFromBase64())] : [],
        };

        private JsonElement? Find(string name) => json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
