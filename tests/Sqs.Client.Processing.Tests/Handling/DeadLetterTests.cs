using System.Text;
using Microsoft.Extensions.Logging;

namespace Sqs.Client.Processing.Tests.Handling;

public sealed class DeadLetterTests
{
    private const int MaxBytes = 1_048_576;

    [Fact]
    public async Task Message_GoesAsItCameAndWithTheTypeOfTheException_AndIsThenDeleted()
    {
        await using var stage = await StartAsync();
        byte[] body = [.. "é "u8, .. Encoding.UTF8.GetBytes(RunnerStage.Marker)];
        var isDeletedBefore = true;
        stage.Service.Fault = (action, _) =>
        {
            isDeletedBefore &= action != "SendMessage" || stage.Service.Deleted.Count > 0;
            return Task.FromResult<Exception?>(null);
        };
        var delivery = await stage.RunAsync(Failing(stage), message => message with
        {
            BodyUtf8 = body,
            Attributes = new Dictionary<MessageSystemAttributeName, string>
            {
                [MessageSystemAttributeName.AWSTraceHeader] = "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1",
                [MessageSystemAttributeName.MessageGroupId] = "tenant",
            },
        });

        var sent = Assert.Single(stage.Service.Sent);
        Assert.Equal(ScriptedService.DeadLetterUrl, sent.QueueUrl);
        Assert.True(sent.MessageBody.ToUtf8().Span.SequenceEqual(body));
        Assert.Equal(["note", "DeadLetterReason"], sent.MessageAttributes.Keys);
        Assert.Equal(MessageAttributeValue.String("System.InvalidOperationException"), sent.MessageAttributes["DeadLetterReason"]);
        Assert.Equal("Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1", sent.MessageSystemAttributes[MessageSystemAttributeName.AWSTraceHeader].StringValue);
        Assert.Equal(("tenant", null), (sent.MessageGroupId, sent.MessageDeduplicationId));
        Assert.True(stage.IsDeleted(delivery));
        Assert.False(isDeletedBefore);
        Assert.Equal(["dead_lettered"], stage.Outcomes);
    }

    [Theory]
    [InlineData("group", "group")]
    [InlineData(null, "m-1")]
    public async Task Message_ToAFifoQueue_HasItsGroupAndItsOwnIdForDeduplication(string? group, string expected)
    {
        await using var stage = await StartAsync();
        stage.Service.RedrivePolicy = """{"maxReceiveCount":"3","deadLetterTargetArn":"arn:aws-cn:sqs:cn-north-1:123456789012:dead.fifo"}""";
        _ = await stage.RunAsync(Failing(stage), message => group is null ? message : message with
        {
            Attributes = new Dictionary<MessageSystemAttributeName, string> { [MessageSystemAttributeName.MessageGroupId] = group },
        });
        var sent = Assert.Single(stage.Service.Sent);
        Assert.Equal((expected, "m-1"), (sent.MessageGroupId, sent.MessageDeduplicationId));
    }

    [Theory]
    [InlineData(9, false, true)]
    [InlineData(10, false, false)]
    [InlineData(9, true, true)]
    public async Task Reason_IsAdded_WhereThereIsRoomForAnAttribute(int attributes, bool hasReason, bool isAdded)
    {
        await using var stage = await StartAsync();
        var given = Enumerable.Range(0, attributes).ToDictionary(static i => $"a{i}", static _ => MessageAttributeValue.String("x"));
        if (hasReason)
        {
            given["DeadLetterReason"] = MessageAttributeValue.String("an older one");
        }

        _ = await stage.RunAsync(Failing(stage), message => message with { MessageAttributes = given });
        var sent = Assert.Single(stage.Service.Sent).MessageAttributes;
        Assert.Equal(isAdded, sent.GetValueOrDefault("DeadLetterReason")?.StringValue == "System.InvalidOperationException");
        Assert.True(sent.Count <= 10);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task Reason_IsAdded_WhereThereIsRoomForItsBytes(int tooMuch, bool isAdded)
    {
        await using var stage = await StartAsync();
        var room = "DeadLetterReason".Length + "String".Length + "System.InvalidOperationException".Length;
        _ = await stage.RunAsync(Failing(stage), message => message with
        {
            Body = new string('x', MaxBytes - room + tooMuch),
            MessageAttributes = new Dictionary<string, MessageAttributeValue>(),
        });
        Assert.Equal(isAdded, Assert.Single(stage.Service.Sent).MessageAttributes.ContainsKey("DeadLetterReason"));
    }

    [Fact]
    public async Task Target_IsAskedForInTheAccountOfThePolicy_AndOnce()
    {
        await using var stage = await StartAsync();
        var runner = Failing(stage);
        await RunnerStage.EndAsync(Task.WhenAll(Enumerable.Range(0, 20).Select(_ => runner.RunAsync(stage.Take()))));

        var search = Assert.Single(stage.Service.Searches);
        Assert.Equal(("dead", "123456789012"), (search.QueueName, search.QueueOwnerAWSAccountId));
        Assert.Single(stage.Service.Actions, "GetQueueAttributes");
        Assert.Equal(20, stage.Service.Sent.Count);
    }

    [Theory]
    [InlineData("other", "http://localhost/123456789012/other", 1)]
    [InlineData("http://localhost/123456789012/third", "http://localhost/123456789012/third", 0)]
    public async Task Target_OfTheSettings_IsANameOrAUrl(string setting, string url, int searches)
    {
        await using var stage = await StartAsync();
        stage.Settings = stage.Settings with { DeadLetterQueue = setting };
        var runner = Failing(stage);
        _ = await stage.RunAsync(runner);
        _ = await stage.RunAsync(runner);
        Assert.Equal([url, url], stage.Service.Sent.Select(static sent => sent.QueueUrl));
        Assert.Equal((searches, 0), (stage.Service.Searches.Count, stage.Service.Actions.Count(static action => action == "GetQueueAttributes")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("""{"deadLetterTargetArn":"nonsense"}""")]
    public async Task Target_ThatIsNotThere_TheMessageComesAgain_AndTheNextOneLooksAgain(string? policy)
    {
        await using var stage = await StartAsync();
        stage.Service.RedrivePolicy = policy;
        var runner = Failing(stage);
        var delivery = await stage.RunAsync(runner);
        AssertComesAgain(stage, delivery);

        stage.Service.RedrivePolicy = """{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:dead"}""";
        _ = await stage.RunAsync(runner);
        Assert.Equal(["failed", "dead_lettered"], stage.Outcomes);
    }

    [Fact]
    public async Task Target_ThatIsTheQueueItself_IsNone()
    {
        await using var stage = await StartAsync();
        stage.Settings = stage.Settings with { DeadLetterQueue = stage.Queue.Url };
        var delivery = await stage.RunAsync(Failing(stage));
        AssertComesAgain(stage, delivery);
    }

    [Theory]
    [InlineData("GetQueueAttributes", false)]
    [InlineData("GetQueueUrl", false)]
    [InlineData("SendMessage", false)]
    [InlineData("SendMessage", true)]
    public async Task Call_ThatFails_TheMessageComesAgain_AndTheNextOneIsSent(string failing, bool isMissing)
    {
        await using var stage = await StartAsync();
        stage.Service.Fault = (action, _) => Task.FromResult<Exception?>(action != failing ? null
            : isMissing ? new QueueDoesNotExistException("It does not exist.") : new SqsException("No.") { ErrorCode = SqsErrorCode.AccessDenied });
        var runner = Failing(stage);
        var delivery = await stage.RunAsync(runner);
        AssertComesAgain(stage, delivery);
        Assert.Contains(isMissing ? "QueueDoesNotExist" : "AccessDenied", stage.Log.Text, StringComparison.Ordinal);

        stage.Service.Fault = static (_, _) => Task.FromResult<Exception?>(null);
        _ = await stage.RunAsync(runner);
        Assert.Equal(["failed", "dead_lettered"], stage.Outcomes);

        // A dead-letter queue that is gone is looked for anew; one that refused is not.
        Assert.Equal(isMissing ? 2 : 1, stage.Service.Searches.Count);
    }

    [Fact]
    public async Task Sending_IsStopped_WhenAllWorkIs_AndTheMessageComesAgain()
    {
        await using var stage = await StartAsync();
        var sending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stage.Service.Fault = async (action, token) =>
        {
            if (action == "SendMessage")
            {
                sending.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
            }

            return null;
        };
        var runner = Failing(stage);
        var delivery = stage.Take();
        var run = runner.RunAsync(delivery);
        await RunnerStage.EndAsync(sending.Task);
        runner.CancelAll();
        await RunnerStage.EndAsync(run);
        AssertComesAgain(stage, delivery);
    }

    [Fact]
    public async Task Message_WhileItIsSent_IsStillHeld()
    {
        await using var stage = await StartAsync();
        var sending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        stage.Service.Fault = async (action, _) =>
        {
            if (action == "SendMessage")
            {
                sending.SetResult();
                await gate.Task;
            }

            return null;
        };
        var delivery = stage.Take();
        var run = Failing(stage).RunAsync(delivery);
        await RunnerStage.EndAsync(sending.Task);
        Assert.Equal((LeasePhase.Held, false), (delivery.Lease.Phase, delivery.Ended.IsCompleted));

        gate.SetResult();
        await RunnerStage.EndAsync(run);
        Assert.Equal(["dead_lettered"], stage.Outcomes);
    }

    private static async Task<RunnerStage> StartAsync() => await RunnerStage.StartAsync();

    private static MessageRunner Failing(RunnerStage stage)
    {
        stage.Settings = stage.Settings with { Failures = [static _ => FailureAction.DeadLetter] };
        return stage.Runner(static () => throw new InvalidOperationException(RunnerStage.Marker));
    }

    private static void AssertComesAgain(RunnerStage stage, Delivery delivery)
    {
        Assert.Equal((60, false, "failed"), (stage.VisibilityOf(delivery), stage.IsDeleted(delivery), Assert.Single(stage.Outcomes)));
        Assert.Empty(stage.Service.Sent);
        Assert.Contains(stage.Log.Entries, static entry => entry.Level == LogLevel.Error && entry.Text.Contains("could not be sent to a dead-letter queue", StringComparison.Ordinal));
        Assert.Single(stage.Measured, static item => item.Instrument == "sqs.processing.dead_letter.failures");
    }
}
