using System.Text.Json;
using Sqs.Client.Diagnostics;
using Sqs.Client.Operations;
using Sqs.Client.Tests.Protocol;

namespace Sqs.Client.Tests.Operations;

public sealed class WireTestsOfTheTable
{
    private const string Standard = "https://sqs.eu-west-1.amazonaws.com/123456789012/orders";
    private const string Fifo = Standard + ".fifo";

    [Fact]
    public void Table_Has_Every_Action_Of_The_Model_Under_Its_Name()
    {
        using var model = JsonDocument.Parse(File.ReadAllText(SharedMaterial.Path("vectors", "sqs-query-service-model.json")));
        var actions = model.RootElement.GetProperty("operations").EnumerateObject().ToList();
        Assert.Equal(23, actions.Count);
        using var parameters = JsonDocument.Parse("""{"QueueUrl":"u","QueueName":"q","VisibilityTimeout":1}""");
        foreach (var action in actions)
        {
            var bound = SqsOperations.Writer(VectorRequests.Build(action.Name, parameters.RootElement));
            Assert.Equal(action.Name, bound.Name);
            var input = action.Value.GetProperty("input").GetProperty("shape").GetString()!;
            var hasQueue = model.RootElement.GetProperty("shapes").GetProperty(input).GetProperty("members").TryGetProperty("QueueUrl", out _);
            Assert.Equal(hasQueue ? "u" : null, bound.QueueUrl);
        }
    }

    [Fact]
    public void Writer_Of_A_Strangers_Request_Is_Refused() =>
        Assert.Throws<ArgumentException>(() => SqsOperations.Writer(new Stranger()));

    [Fact]
    public void Writer_Checks_By_The_Rules_Of_The_Action()
    {
        var checkedRequests = 0;
        var operation = new SqsOperation<DeleteQueueRequest, DeleteQueueResponse>
        {
            Name = "DeleteQueue",
            Check = _ => checkedRequests++,
            Write = (_, _) => { },
            Read = (ref _, _, _) => new DeleteQueueResponse(),
        };
        BoundRequest.Of(operation, new DeleteQueueRequest { QueueUrl = Standard }).Check();
        Assert.Equal(1, checkedRequests);
    }

    [Fact]
    public void Sends_Can_Be_Repeated_To_Fifo_Queues_Only()
    {
        Assert.False(SqsOperations.SendMessage.IsIdempotent!(new() { QueueUrl = Standard, MessageBody = "b" }));
        Assert.True(SqsOperations.SendMessage.IsIdempotent!(new() { QueueUrl = Fifo, MessageBody = "b" }));
        Assert.False(SqsOperations.SendMessageBatch.IsIdempotent!(new() { QueueUrl = Standard, Entries = [] }));
        Assert.True(SqsOperations.SendMessageBatch.IsIdempotent!(new() { QueueUrl = Fifo, Entries = [] }));
    }

    [Fact]
    public void What_Would_Act_Twice_Is_Not_Repeated_And_The_Rest_Is()
    {
        Assert.False(SqsOperations.PurgeQueue.IsIdempotent!(new() { QueueUrl = Fifo }));
        Assert.False(SqsOperations.StartMessageMoveTask.IsIdempotent!(new() { SourceArn = "a" }));
        Assert.Null(SqsOperations.ReceiveMessage.IsIdempotent);
        Assert.Null(SqsOperations.DeleteMessage.IsIdempotent);
        Assert.Null(SqsOperations.CreateQueue.IsIdempotent);
    }

    [Fact]
    public void Receive_From_A_Fifo_Queue_Gets_An_Attempt_Id_That_Stays()
    {
        var prepare = SqsOperations.ReceiveMessage.Prepare!;
        var prepared = prepare(new() { QueueUrl = Fifo });
        Assert.Matches("^[0-9a-f]{32}$", prepared.ReceiveRequestAttemptId);
        Assert.Same(prepared, prepare(prepared));
        Assert.NotEqual(prepared.ReceiveRequestAttemptId, prepare(new() { QueueUrl = Fifo }).ReceiveRequestAttemptId);
        var standard = new ReceiveMessageRequest { QueueUrl = Standard };
        Assert.Same(standard, prepare(standard));
    }

    [Theory]
    [InlineData(null, 20)]
    [InlineData(0, 0)]
    [InlineData(7, 7)]
    public void Receive_Is_Held_As_Long_As_It_May_Wait(int? wait, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), SqsOperations.ReceiveMessage.Hold!(new() { QueueUrl = Standard, WaitTimeSeconds = wait }));
        Assert.True(SqsOperations.ReceiveMessage.IsLongPoll);
        Assert.Null(SqsOperations.SendMessage.Hold);
    }

    [Theory]
    [InlineData(null, 6_422_528)]
    [InlineData(1, 6_422_528)]
    [InlineData(10, 63_635_456)]
    public void Receive_May_Be_As_Large_As_Its_Messages_Escaped(int? messages, long bytes) =>
        Assert.Equal(bytes, SqsOperations.ReceiveMessage.ResponseLimit!(new() { QueueUrl = Standard, MaxNumberOfMessages = messages }));

    [Fact]
    public void Telemetry_Knows_Kinds_And_Counts()
    {
        Assert.Equal(MessagingKind.Send, SqsOperations.SendMessageBatch.Kind);
        Assert.Equal(MessagingKind.Receive, SqsOperations.ReceiveMessage.Kind);
        Assert.Equal(MessagingKind.Settle, SqsOperations.DeleteMessageBatch.Kind);
        Assert.Equal(MessagingKind.None, SqsOperations.CreateQueue.Kind);
        Assert.Equal(2, SqsOperations.DeleteMessageBatch.MessageCount!(new() { QueueUrl = Standard, Entries = [new() { Id = "1", ReceiptHandle = "h" }, new() { Id = "2", ReceiptHandle = "h" }] }, null));
        var received = new ReceiveMessageResponse { Messages = [new()], Damaged = [new DamagedMessage(new(), [])] };
        Assert.Equal(2, SqsOperations.ReceiveMessage.MessageCount!(new() { QueueUrl = Standard }, received));
        Assert.Null(SqsOperations.ReceiveMessage.MessageCount!(new() { QueueUrl = Standard }, null));
    }

    private sealed record Stranger : ISqsRequest
    {
        public SqsCallOptions? CallOptions => null;
    }
}
