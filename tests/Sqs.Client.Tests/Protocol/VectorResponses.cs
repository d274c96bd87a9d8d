using System.Text.Json;
using Sqs.Client.Operations;
using Sqs.Client.Protocol;

namespace Sqs.Client.Tests.Protocol;

/// <summary>Reads the answer of a vector and compares every member with what the vector expects.</summary>
internal static class VectorResponses
{
    private const string Url = Answers.Url;

    public static void Compare(string action, byte[] xml, JsonElement parsed)
    {
        var expected = new ExpectedMembers(parsed);
        var metadata = Read(action, xml, expected);
        Assert.Equal(expected.Object("ResponseMetadata").Text("RequestId"), metadata.RequestId);
        expected.AssertAllAsked();
    }

    /// <summary>Reads an answer of any action; what it holds is compared when there is something to compare with.</summary>
    public static SqsResponseMetadata Read(string action, byte[] answer, ExpectedMembers? expected, SqsProtocol asked = SqsProtocol.Query)
    {
        switch (action)
        {
            case "AddPermission":
                return Answers.Read(SqsOperations.AddPermission, new() { QueueUrl = Url, Label = "l", AWSAccountIds = [], Actions = [] }, answer, asked: asked).Metadata;
            case "CancelMessageMoveTask":
                var cancelled = Answers.Read(SqsOperations.CancelMessageMoveTask, new() { TaskHandle = "t" }, answer, asked: asked);
                Same(expected?.Number("ApproximateNumberOfMessagesMoved") ?? 0, cancelled.ApproximateNumberOfMessagesMoved, expected);
                return cancelled.Metadata;
            case "ChangeMessageVisibility":
                return Answers.Read(SqsOperations.ChangeMessageVisibility, new() { QueueUrl = Url, ReceiptHandle = "h", VisibilityTimeout = 0 }, answer, asked: asked).Metadata;
            case "ChangeMessageVisibilityBatch":
                var changed = Answers.Read(SqsOperations.ChangeMessageVisibilityBatch, new() { QueueUrl = Url, Entries = [] }, answer, asked: asked);
                CompareBatch(expected, [.. changed.Successful.Select(entry => entry.Id)], changed.Failed);
                return changed.Metadata;
            case "CreateQueue":
                var created = Answers.Read(SqsOperations.CreateQueue, new() { QueueName = "orders" }, answer, asked: asked);
                Same(expected?.Text("QueueUrl") ?? "", created.QueueUrl, expected);
                return created.Metadata;
            case "DeleteMessage":
                return Answers.Read(SqsOperations.DeleteMessage, new() { QueueUrl = Url, ReceiptHandle = "h" }, answer, asked: asked).Metadata;
            case "DeleteMessageBatch":
                var deleted = Answers.Read(SqsOperations.DeleteMessageBatch, new() { QueueUrl = Url, Entries = [] }, answer, asked: asked);
                CompareBatch(expected, [.. deleted.Successful.Select(entry => entry.Id)], deleted.Failed);
                return deleted.Metadata;
            case "DeleteQueue":
                return Answers.Read(SqsOperations.DeleteQueue, new() { QueueUrl = Url }, answer, asked: asked).Metadata;
            case "GetQueueAttributes":
                var attributes = Answers.Read(SqsOperations.GetQueueAttributes, new() { QueueUrl = Url }, answer, asked: asked);
                Same(expected?.Map("Attributes"), attributes.Attributes.ToDictionary(pair => pair.Key.Value, pair => pair.Value), expected);
                return attributes.Metadata;
            case "GetQueueUrl":
                var found = Answers.Read(SqsOperations.GetQueueUrl, new() { QueueName = "orders" }, answer, asked: asked);
                Same(expected?.Text("QueueUrl") ?? "", found.QueueUrl, expected);
                return found.Metadata;
            case "ListDeadLetterSourceQueues":
                var sources = Answers.Read(SqsOperations.ListDeadLetterSourceQueues, new() { QueueUrl = Url }, answer, asked: asked);
                Same(expected?.Texts("queueUrls"), sources.QueueUrls, expected);
                Same(expected?.Text("NextToken"), sources.NextToken, expected);
                return sources.Metadata;
            case "ListMessageMoveTasks":
                var tasks = Answers.Read(SqsOperations.ListMessageMoveTasks, new() { SourceArn = "a" }, answer, asked: asked);
                CompareEach(expected?.List("Results"), tasks.Results, CompareTask);
                return tasks.Metadata;
            case "ListQueues":
                var queues = Answers.Read(SqsOperations.ListQueues, new(), answer, asked: asked);
                Same(expected?.Texts("QueueUrls"), queues.QueueUrls, expected);
                Same(expected?.Text("NextToken"), queues.NextToken, expected);
                return queues.Metadata;
            case "ListQueueTags":
                var tags = Answers.Read(SqsOperations.ListQueueTags, new() { QueueUrl = Url }, answer, asked: asked);
                Same(expected?.TextMap("Tags"), tags.Tags, expected);
                return tags.Metadata;
            case "PurgeQueue":
                return Answers.Read(SqsOperations.PurgeQueue, new() { QueueUrl = Url }, answer, asked: asked).Metadata;
            case "ReceiveMessage":
                return ReadMessages(answer, expected, asked);
            case "RemovePermission":
                return Answers.Read(SqsOperations.RemovePermission, new() { QueueUrl = Url, Label = "l" }, answer, asked: asked).Metadata;
            case "SendMessage":
                var sent = Answers.Read(SqsOperations.SendMessage, new() { QueueUrl = Url, MessageBody = "b" }, answer, asked: asked);
                Same(expected?.Text("MessageId") ?? "", sent.MessageId, expected);
                Same(expected?.Text("MD5OfMessageBody"), sent.MD5OfMessageBody, expected);
                Same(expected?.Text("MD5OfMessageAttributes"), sent.MD5OfMessageAttributes, expected);
                Same(expected?.Text("MD5OfMessageSystemAttributes"), sent.MD5OfMessageSystemAttributes, expected);
                Same(expected?.Text("SequenceNumber"), sent.SequenceNumber, expected);
                Assert.Equal(ChecksumState.NotChecked, sent.Checksum);
                return sent.Metadata;
            case "SendMessageBatch":
                var batch = Answers.Read(SqsOperations.SendMessageBatch, new() { QueueUrl = Url, Entries = [] }, answer, asked: asked);
                CompareEach(expected?.List("Successful"), batch.Successful, CompareStored);
                CompareEach(expected?.List("Failed"), batch.Failed, CompareFailed);
                return batch.Metadata;
            case "SetQueueAttributes":
                return Answers.Read(SqsOperations.SetQueueAttributes, new() { QueueUrl = Url, Attributes = EmptyDictionary<QueueAttributeName, string>.Value }, answer, asked: asked).Metadata;
            case "StartMessageMoveTask":
                var started = Answers.Read(SqsOperations.StartMessageMoveTask, new() { SourceArn = "a" }, answer, asked: asked);
                Same(expected?.Text("TaskHandle") ?? "", started.TaskHandle, expected);
                return started.Metadata;
            case "TagQueue":
                return Answers.Read(SqsOperations.TagQueue, new() { QueueUrl = Url, Tags = EmptyDictionary<string, string>.Value }, answer, asked: asked).Metadata;
            case "UntagQueue":
                return Answers.Read(SqsOperations.UntagQueue, new() { QueueUrl = Url, TagKeys = [] }, answer, asked: asked).Metadata;
            default:
                throw new ArgumentException($"No action {action}.", nameof(action));
        }
    }

    private static SqsResponseMetadata ReadMessages(byte[] answer, ExpectedMembers? expected, SqsProtocol asked)
    {
        SqsResponseMetadata? metadata = null;
        var messages = expected?.List("Messages");
        foreach (var format in Enum.GetValues<MessageBodyFormat>())
        {
            using var received = Answers.Read(SqsOperations.ReceiveMessage, new() { QueueUrl = Url, BodyFormat = format }, answer, asked: asked);
            CompareEach(messages, received.Messages, CompareMessage);
            Assert.Empty(received.Damaged);
            metadata = received.Metadata;
        }

        return metadata!;
    }

    private static void CompareMessage(ExpectedMembers expected, Message actual)
    {
        Assert.Equal(expected.Text("MessageId") ?? "", actual.MessageId);
        Assert.Equal(expected.Text("ReceiptHandle") ?? "", actual.ReceiptHandle);
        Assert.Equal(expected.Text("MD5OfBody"), actual.MD5OfBody);
        Assert.Equal(expected.Text("MD5OfMessageAttributes"), actual.MD5OfMessageAttributes);
        Assert.Equal(expected.Verbatim("Body") ?? "", actual.Body);
        Assert.Equal(System.Text.Encoding.UTF8.GetBytes(expected.Verbatim("Body") ?? ""), actual.BodyUtf8.ToArray());
        Assert.Equal(expected.Map("Attributes"), actual.Attributes.ToDictionary(pair => pair.Key.Value, pair => pair.Value));
        var attributes = expected.Objects("MessageAttributes");
        Assert.Equal(attributes.Count, actual.MessageAttributes.Count);
        foreach (var (name, value) in attributes)
        {
            var attribute = actual.MessageAttributes[name];
            Assert.Equal(value.Text("DataType") ?? "", attribute.DataType);
            Assert.Equal(value.Verbatim("StringValue"), attribute.StringValue);
            Assert.Equal(value.Binary("BinaryValue"), attribute.BinaryValue?.ToArray());
            value.AssertAllAsked();
        }
    }

    private static void CompareStored(ExpectedMembers expected, SendMessageBatchResultEntry actual)
    {
        Assert.Equal(expected.Text("Id") ?? "", actual.Id);
        Assert.Equal(expected.Text("MessageId") ?? "", actual.MessageId);
        Assert.Equal(expected.Text("MD5OfMessageBody"), actual.MD5OfMessageBody);
        Assert.Equal(expected.Text("MD5OfMessageAttributes"), actual.MD5OfMessageAttributes);
        Assert.Equal(expected.Text("MD5OfMessageSystemAttributes"), actual.MD5OfMessageSystemAttributes);
        Assert.Equal(expected.Text("SequenceNumber"), actual.SequenceNumber);
    }

    private static void CompareTask(ExpectedMembers expected, ListMessageMoveTasksResultEntry actual)
    {
        Assert.Equal(expected.Text("TaskHandle"), actual.TaskHandle);
        Assert.Equal(expected.Text("Status") ?? "", actual.Status.Value);
        Assert.Equal(expected.Text("SourceArn") ?? "", actual.SourceArn);
        Assert.Equal(expected.Text("DestinationArn"), actual.DestinationArn);
        Assert.Equal(expected.Number("MaxNumberOfMessagesPerSecond"), actual.MaxNumberOfMessagesPerSecond);
        Assert.Equal(expected.Number("ApproximateNumberOfMessagesMoved") ?? 0, actual.ApproximateNumberOfMessagesMoved);
        Assert.Equal(expected.Number("ApproximateNumberOfMessagesToMove"), actual.ApproximateNumberOfMessagesToMove);
        Assert.Equal(expected.Text("FailureReason"), actual.FailureReason);
        Assert.Equal(expected.Number("StartedTimestamp") ?? 0, actual.StartedTimestamp);
    }

    private static void CompareFailed(ExpectedMembers expected, BatchResultErrorEntry actual)
    {
        Assert.Equal(expected.Text("Id") ?? "", actual.Id);
        Assert.Equal(expected.Text("Code") ?? "", actual.Code.Value);
        Assert.Equal(expected.Text("Message"), actual.Message);
        Assert.Equal(expected.Boolean("SenderFault") ?? false, actual.SenderFault);
    }

    private static void CompareBatch(ExpectedMembers? expected, IReadOnlyList<string> successful, IReadOnlyList<BatchResultErrorEntry> failed)
    {
        CompareEach(expected?.List("Successful"), successful, (entry, id) => Assert.Equal(entry.Text("Id") ?? "", id));
        CompareEach(expected?.List("Failed"), failed, CompareFailed);
    }

    private static void CompareEach<TActual>(List<ExpectedMembers>? expected, IReadOnlyList<TActual> actual, Action<ExpectedMembers, TActual> compare)
    {
        if (expected is not null)
        {
            Assert.Equal(expected.Count, actual.Count);
            foreach (var (members, item) in expected.Zip(actual))
            {
                compare(members, item);
                members.AssertAllAsked();
            }
        }
    }

    private static void Same<TValue>(TValue expectedValue, TValue actual, ExpectedMembers? expected)
    {
        if (expected is not null)
        {
            Assert.Equal(expectedValue, actual);
        }
    }
}
