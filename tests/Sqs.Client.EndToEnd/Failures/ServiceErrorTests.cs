using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.EndToEnd.Failures;

public abstract class ServiceErrorTests(SqsProtocol protocol)
{
    [Fact]
    public async Task UnknownQueue_ByEveryWayToNameIt_IsItsOwnException()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var url = stage.UrlOf("nothing");
        Func<Task>[] calls =
        [
            () => stage.Client.SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = "x" }),
            () => stage.Client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = url, WaitTimeSeconds = 20 }),
            () => stage.Client.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = "nothing" }),
            () => stage.Client.DeleteQueueAsync(new DeleteQueueRequest { QueueUrl = url }),
            () => SqsQueue.OpenAsync(stage.Client, "nothing"),
        ];
        foreach (var call in calls)
        {
            var error = await Assert.ThrowsAsync<QueueDoesNotExistException>(call);
            Assert.Equal(SqsErrorCode.QueueDoesNotExist, error.ErrorCode);
            Assert.Equal("AWS.SimpleQueueService.NonExistentQueue", error.ErrorCode.Value);
            CheckRefusal(error, 400);
        }
    }

    [Fact]
    public async Task Credentials_ThatAreWrong_AreToldApart()
    {
        var key = new LocalAccessKey("AKIAGOOD", "right", "token");
        await using var stage = await Stage.StartAsync(protocol, options => options.AccessKeys.Add(key));
        (AwsCredentials Credentials, string Code)[] cases =
        [
            (new("AKIAGOOD", "wrong", "token"), "SignatureDoesNotMatch"),
            (new("AKIABAD", "right", "token"), "InvalidClientTokenId"),
            (new("AKIAGOOD", "right", "other token".Replace(' ', '-')), "InvalidClientTokenId"),
            (new("AKIAGOOD", "right"), "InvalidClientTokenId"),
            (AwsCredentials.Anonymous, "MissingAuthenticationToken"),
        ];
        foreach (var (credentials, code) in cases)
        {
            var error = await Assert.ThrowsAsync<SqsException>(() => stage.NewClient(credentials).ListQueuesAsync(new ListQueuesRequest()));
            Assert.Equal(code, error.ErrorCode.Value);
            CheckRefusal(error, 403);
        }

        var right = await stage.NewClient(new AwsCredentials("AKIAGOOD", "right", "token")).ListQueuesAsync(new ListQueuesRequest());
        Expect.FirstAttempt(right.Metadata);
    }

    [Fact]
    public async Task Credentials_OfASingleCall_AreUsedForItAlone()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var wrong = new SqsCallOptions { Credentials = new AwsCredentials("AKIASTRANGER", "wrong") };
        var error = await Assert.ThrowsAsync<SqsException>(() => stage.Client.ListQueuesAsync(new ListQueuesRequest { CallOptions = wrong }));
        Assert.Equal(SqsErrorCode.InvalidClientTokenId, error.ErrorCode);
        _ = await stage.Client.ListQueuesAsync(new ListQueuesRequest());
    }

    [Fact]
    public async Task Region_OfAnotherScope_IsASignatureError()
    {
        await using var stage = await Stage.StartAsync(protocol, options => options.Regions.Add("eu-central-1"));
        var client = stage.NewClient(options => options.Region = "us-west-2");
        var error = await Assert.ThrowsAsync<SqsException>(() => client.ListQueuesAsync(new ListQueuesRequest()));
        Assert.Equal(SqsErrorCode.SignatureDoesNotMatch, error.ErrorCode);
        Assert.Contains("valid region", error.Message, StringComparison.Ordinal);
        CheckRefusal(error, 403);
    }

    [Fact]
    public async Task Anonymous_AgainstAServerThatDoesNotVerify_Works()
    {
        await using var stage = await Stage.StartAsync(protocol, options => options.VerifySignatures = false);
        var client = stage.NewClient(AwsCredentials.Anonymous);
        var created = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "open" });
        _ = await client.SendMessageAsync(new SendMessageRequest { QueueUrl = created.QueueUrl, MessageBody = "x" });
        Assert.Equal(("1", "0", "0"), await stage.CountAsync(created.QueueUrl));
    }

    [Fact]
    public async Task CreateQueue_WithOtherAttributes_SaysThatTheNameExists()
    {
        await using var stage = await Stage.StartAsync(protocol);
        _ = await stage.CreateAsync("q", (QueueAttributeName.VisibilityTimeout, "30"));
        Assert.Equal(stage.UrlOf("q"), await stage.CreateAsync("q", (QueueAttributeName.VisibilityTimeout, "30")));
        var error = await Assert.ThrowsAsync<SqsException>(() => stage.CreateAsync("q", (QueueAttributeName.VisibilityTimeout, "31")));
        Assert.Equal(SqsErrorCode.QueueNameExists, error.ErrorCode);
        Assert.Equal("QueueAlreadyExists", error.ErrorCode.Value);
        CheckRefusal(error, 400);
    }

    [Fact]
    public async Task PurgeQueue_TwiceWithinAMinute_IsRefusedOnce()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await stage.OpenAsync("q");
        _ = await queue.PurgeAsync();
        var error = await Assert.ThrowsAsync<SqsException>(() => queue.PurgeAsync());
        Assert.Equal(SqsErrorCode.PurgeQueueInProgress, error.ErrorCode);
        CheckRefusal(error, 403);
        stage.Clock.Advance(TimeSpan.FromSeconds(60));
        _ = await queue.PurgeAsync();
    }

    [Fact]
    public async Task ReceiptHandle_ThatIsNone_IsInvalid()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var url = await stage.CreateAsync("q");
        var delete = await Assert.ThrowsAsync<SqsException>(() => stage.Client.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = url, ReceiptHandle = "made up" }));
        var change = await Assert.ThrowsAsync<SqsException>(
            () => stage.Client.ChangeMessageVisibilityAsync(new ChangeMessageVisibilityRequest { QueueUrl = url, ReceiptHandle = "made up", VisibilityTimeout = 1 }));
        Assert.Equal(SqsErrorCode.ReceiptHandleIsInvalid, delete.ErrorCode);
        Assert.Equal(SqsErrorCode.ReceiptHandleIsInvalid, change.ErrorCode);
        Assert.Equal("DeleteMessage", delete.Action);
        CheckRefusal(delete, delete.StatusCode);
        Assert.InRange(delete.StatusCode, 400, 404);
    }

    [Fact]
    public async Task Message_LargerThanItsQueueTakes_FailsAloneInABatch()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await stage.OpenAsync("q", (QueueAttributeName.MaximumMessageSize, "1024"));
        var single = await Assert.ThrowsAsync<SqsException>(() => queue.SendAsync(new string('x', 1025)));
        Assert.Equal("InvalidParameterValue", single.ErrorCode.Value);
        CheckRefusal(single, 400);

        var batch = await stage.Client.SendMessageBatchAsync(new SendMessageBatchRequest
        {
            QueueUrl = queue.Url,
            Entries = [new() { Id = "fits", MessageBody = new string('x', 1024) }, new() { Id = "large", MessageBody = new string('x', 1025) }],
        });
        Assert.Equal("fits", Assert.Single(batch.Successful).Id);
        var failed = Assert.Single(batch.Failed);
        Assert.Equal(("large", true, "InvalidParameterValue"), (failed.Id, failed.SenderFault, failed.Code.Value));
    }

    [Fact]
    public async Task Server_ThatIsGone_IsAConnectionErrorAfterAllAttempts()
    {
        var stage = await Stage.StartAsync(protocol);
        var url = await stage.CreateAsync("q");
        var client = stage.NewClient();
        await stage.Server.DisposeAsync();
        var error = await Assert.ThrowsAsync<SqsConnectionException>(() => client.SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = "x" }));
        Assert.Equal(3, error.Attempts);
        Assert.Equal(0, error.StatusCode);
        Assert.False(error.OutcomeUnknown);
        await stage.DisposeAsync();
    }

    private static void CheckRefusal(SqsException error, int status)
    {
        Assert.Equal(status, error.StatusCode);
        Assert.True(Guid.TryParse(error.RequestId, out _), $"The request id is '{error.RequestId}'.");
        Assert.Equal(SqsFault.Sender, error.Fault);
        Assert.Equal(1, error.Attempts);
        Assert.False(error.OutcomeUnknown);
        Assert.Contains(error.ErrorCode.Value, error.Message, StringComparison.Ordinal);
    }

    public sealed class InQuery() : ServiceErrorTests(SqsProtocol.Query);

    public sealed class InJson() : ServiceErrorTests(SqsProtocol.Json);
}
