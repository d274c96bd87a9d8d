using Sqs.Client.Tests.Diagnostics;
using static Sqs.Client.Tests.Buffering.Receiving.ReceivingStage;

namespace Sqs.Client.Tests.Buffering.Receiving;

/// <summary>What a caller asks for and what its answer looks like.</summary>
public sealed class ReceivedMessagesTests
{
    public static TheoryData<ReceiveMessageRequest> Strangers => [
        Request() with { VisibilityTimeout = 10 },
        Request() with { ReceiveRequestAttemptId = "mine" },
        Request() with { MessageAttributeNames = ["other"] },
        Request() with { MessageAttributeNames = ["one", "two", "three"] },
        Request() with { MessageSystemAttributeNames = [MessageSystemAttributeName.All] },
        Request() with { BodyFormat = MessageBodyFormat.LeasedUtf8 },
        Request() with { CallOptions = new SqsCallOptions { DisableRetries = true } },
    ];

    public static TheoryData<ReceiveMessageRequest> Guests => [
        Request(),
        Request() with { VisibilityTimeout = 30 },
        Request() with { MessageAttributeNames = ["two", "one"] },
        Request() with { AttributeNames = [MessageSystemAttributeName.SenderId], MessageSystemAttributeNames = [MessageSystemAttributeName.SentTimestamp, MessageSystemAttributeName.SenderId] },
        Request() with { BodyFormat = MessageBodyFormat.Utf8 },
        Request() with { CallOptions = new SqsCallOptions() },
    ];

    [Theory]
    [MemberData(nameof(Strangers), DisableDiscoveryEnumeration = true)]
    public async Task Receive_WhatASharedPollCannotServe_GoesToTheServiceAsItIs(ReceiveMessageRequest request)
    {
        var stage = Configured();
        var call = await stage.CallAsync(request, TestContext.Current.CancellationToken);
        Assert.Same(request, stage.Poll.Request);
        _ = await stage.AnswerAsync(1);
        _ = Assert.Single((await call).Messages);
    }

    [Theory]
    [MemberData(nameof(Guests), DisableDiscoveryEnumeration = true)]
    public async Task Receive_WhatMatchesTheOptions_IsServedFromASharedPoll(ReceiveMessageRequest request)
    {
        var stage = Configured();
        _ = await stage.CallAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(10, stage.Poll.Request.MaxNumberOfMessages);
        Assert.Equal(["one", "two"], stage.Poll.Request.MessageAttributeNames);
        Assert.Equal([MessageSystemAttributeName.SenderId, MessageSystemAttributeName.SentTimestamp], stage.Poll.Request.MessageSystemAttributeNames);
        Assert.Equal(30, stage.Poll.Request.VisibilityTimeout);
    }

    [Fact]
    public async Task Receive_AllInEitherSpelling_IsOneWish()
    {
        var stage = new ReceivingStage(options => options.ReceiveMessageAttributeNames = ["All"]);
        _ = await stage.CallAsync(Request() with { MessageAttributeNames = ["one", ".*"] }, TestContext.Current.CancellationToken);
        Assert.Equal(10, stage.Poll.Request.MaxNumberOfMessages);
    }

    [Fact]
    public async Task Receive_WithBufferingOff_GoesToTheService()
    {
        var stage = new ReceivingStage(options => options.BufferReceives = false);
        var request = Request(1, 20);
        _ = await stage.CallAsync(request, TestContext.Current.CancellationToken);
        Assert.Same(request, stage.Poll.Request);
    }

    [Fact]
    public async Task Receive_ABadRequest_IsRefusedAsByThePlainClient()
    {
        var stage = new ReceivingStage();
        var refused = await Assert.ThrowsAsync<SqsValidationException>(() => stage.Received.ReceiveAsync(Request(max: 11), TestContext.Current.CancellationToken));
        Assert.Equal("MaxNumberOfMessages", refused.Member);
        _ = await Assert.ThrowsAsync<ArgumentNullException>(() => stage.Received.ReceiveAsync(null!, TestContext.Current.CancellationToken));
        _ = await Assert.ThrowsAsync<OperationCanceledException>(() => stage.Received.ReceiveAsync(Request(max: 11), new CancellationToken(canceled: true)));
        Assert.Equal(0, stage.Received.Queues);
    }

    [Fact]
    public async Task Receive_WithoutANumber_TakesTheConfiguredOne()
    {
        var stage = new ReceivingStage(options => options.DefaultMaxMessages = 4);
        var call = await stage.CallAsync(wait: 20);
        _ = await stage.AnswerAsync(9);
        Assert.Equal(4, (await call).Messages.Count);
    }

    [Fact]
    public async Task Receive_WithoutAWait_LeavesItToTheServiceUntilTheQueueIsKnown()
    {
        var stage = new ReceivingStage();
        stage.Queue.ReceiveWait = 7;
        var first = await stage.CallAsync(max: 1);
        Assert.Null(stage.Poll.Request.WaitTimeSeconds);
        Assert.Equal(1, stage.Queue.AttributeReads);
        await stage.AdvanceAsync(7);
        Assert.False(first.IsCompleted);
        _ = await stage.AnswerAsync(0);
        Assert.Empty((await first).Messages);

        var second = await stage.CallAsync(max: 1);
        Assert.Equal(7, stage.Poll.Request.WaitTimeSeconds);
        await stage.AdvanceAsync(7);
        Assert.Empty((await second).Messages);
    }

    [Fact]
    public async Task Receive_WithoutAWaitWhereAttributesAreDenied_AlwaysLeavesItToTheService()
    {
        var stage = new ReceivingStage();
        stage.Queue.AttributesError = new SqsException("denied") { ErrorCode = SqsErrorCode.AccessDenied };
        for (var index = 0; index < 3; index++)
        {
            _ = await stage.CallAsync(max: 1);
            Assert.Null(stage.Poll.Request.WaitTimeSeconds);
            _ = await stage.AnswerAsync(0);
        }

        Assert.Equal(1, stage.Queue.AttributeReads);
    }

    [Fact]
    public async Task Receive_ThatTakesAllOfItsPoll_NeedsNoAttributes()
    {
        var stage = new ReceivingStage();
        var call = await stage.CallAsync(max: 10, wait: 20);
        _ = await stage.AnswerAsync(10);
        Assert.Equal(10, (await call).Messages.Count);
        Assert.Equal(0, stage.Queue.AttributeReads);
    }

    [Fact]
    public async Task Surplus_WaitsForTheVisibilityTimeoutAndIsThenHandedOut()
    {
        var stage = new ReceivingStage();
        stage.Queue.HoldAttributes = new TaskCompletionSource();
        var first = await stage.CallAsync(max: 1, wait: 20);
        var messages = await stage.AnswerAsync(2);
        Assert.Equal(Ids(messages[..1]), await IdsAsync(first)); // at once
        var second = await stage.CallAsync(max: 1, wait: 20);
        Assert.False(second.IsCompleted);
        Assert.Empty(stage.Queue.Running); // what is there already is not fetched again
        stage.Queue.HoldAttributes.SetResult();
        Assert.Equal(Ids(messages[1..]), await IdsAsync(second));
    }

    [Fact]
    public async Task Response_OfSeveralPolls_HasTheMetadataOfTheFirstMessage()
    {
        var stage = new ReceivingStage(options => (options.PrefetchBatches, options.MaxInflightReceiveBatches) = (2, 2));
        _ = await stage.CallAsync(max: 1, wait: 20);
        var messages = stage.Queue.Messages(4);
        stage.Queue.Running[0].Answer(messages[..2]);
        await stage.SettleAsync();
        stage.Queue.Running[0].Answer(messages[2..]);
        await stage.SettleAsync();
        var response = await await stage.CallAsync(max: 10, wait: 0);
        Assert.Equal(Ids(messages[1..]), Ids(response.Messages));
        Assert.Equal("poll of m1 m2", response.Metadata.RequestId);
    }

    [Fact]
    public async Task Response_HasBodiesInTheFormAskedFor()
    {
        var stage = new ReceivingStage();
        _ = await stage.CallAsync(max: 1, wait: 20);
        _ = await stage.AnswerAsync(2);
        var message = Assert.Single((await await stage.CallAsync(Request(1, 0) with { BodyFormat = MessageBodyFormat.Utf8 }, TestContext.Current.CancellationToken)).Messages);
        Assert.Equal("body m2", message.Body);
        Assert.Equal(message.BodyUtf8, message.BodyUtf8); // the same memory: encoded once, not on each call
    }

    [Fact]
    public async Task Response_DamagedMessages_ReachACaller()
    {
        var stage = new ReceivingStage();
        var call = await stage.CallAsync(max: 5, wait: 20);
        var messages = stage.Queue.Messages(2);
        stage.Poll.Answer(new ReceiveMessageResponse { Messages = [messages[0]], Damaged = [new DamagedMessage(messages[1], [])] });
        var response = await call;
        Assert.Equal(Ids(messages[..1]), Ids(response.Messages));
        Assert.Equal("m2", Assert.Single(response.Damaged).Message.MessageId);
    }

    [Fact]
    public async Task Callers_OfOneBurst_ShareAPoll()
    {
        var stage = new ReceivingStage();
        stage.Queue.HoldAttributes = new TaskCompletionSource();
        _ = await stage.CallAsync(max: 1, wait: 20);
        _ = await stage.AnswerAsync(1);
        var calls = Enumerable.Range(0, 25).Select(_ => stage.Received.ReceiveAsync(Request(1, 20), TestContext.Current.CancellationToken)).ToArray();
        await stage.SettleAsync();
        Assert.Equal(3, stage.Queue.Running.Count);
        foreach (var poll in stage.Queue.Running)
        {
            poll.Answer(stage.Queue.Messages(10));
        }

        Assert.Equal(25, (await Task.WhenAll(calls)).Select(response => Assert.Single(response.Messages).MessageId).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task EmptyShortPolls_BackOffFrom50MillisecondsToASecond()
    {
        var stage = new ReceivingStage(options => (options.LongPollWaitTime, options.Random) = (TimeSpan.Zero, () => 1));
        var call = await stage.CallAsync(max: 1, wait: 20);
        var pauses = new List<double>();
        for (var index = 0; index < 7; index++)
        {
            _ = await stage.AnswerAsync(0);
            Assert.Empty(stage.Queue.Running);
            var since = stage.Clock.GetUtcNow();
            Assert.True(stage.Clock.AdvanceToNextTimer());
            await stage.SettleAsync();
            pauses.Add((stage.Clock.GetUtcNow() - since).TotalMilliseconds);
        }

        Assert.Equal([50, 100, 200, 400, 800, 1000, 1000], pauses);
        var messages = await stage.AnswerAsync(1);
        Assert.Equal(Ids(messages), await IdsAsync(call));
    }

    [Fact]
    public async Task Prefetching_FillsUpAndRestsWhenNobodyTakesIt()
    {
        var stage = new ReceivingStage(options => options.PrefetchBatches = 2);
        _ = await stage.CallAsync(max: 10, wait: 20);
        Assert.Equal(3, stage.Queue.Running.Count); // one for the caller, two ahead
        foreach (var poll in stage.Queue.Running)
        {
            poll.Answer(stage.Queue.Messages(10));
        }

        await stage.SettleAsync();
        Assert.Equal(20, stage.Received.BufferedMessages);
        Assert.Empty(stage.Queue.Running);
        await stage.AdvanceAsync(60);
        Assert.Equal((0, 20), (stage.Received.BufferedMessages, stage.Queue.Released.Count));
        Assert.Empty(stage.Queue.Running);
        Assert.Equal(0, stage.Time.Armed);
    }

    [Fact]
    public async Task Prefetching_OfAQueueThatNobodyReads_Ends()
    {
        var stage = new ReceivingStage(options => (options.PrefetchBatches, options.QueueIdleTimeout) = (1, TimeSpan.FromSeconds(30)));
        _ = await stage.CallAsync(max: 10, wait: 1);
        for (var index = 0; index < 3; index++)
        {
            await stage.AdvanceAsync(20);
            foreach (var poll in stage.Queue.Running)
            {
                poll.Answer();
            }

            await stage.SettleAsync();
        }

        Assert.Empty(stage.Queue.Running);
    }

    [Fact]
    public async Task Polls_AndMessages_AreMeasured()
    {
        using var listeners = new Listeners();
        var stage = new ReceivingStage();
        const string Queue = Url + "-measured";
        _ = await stage.CallAsync(max: 1, wait: 20, url: Queue);
        _ = await stage.AnswerAsync(0);
        await stage.AdvanceAsync(0.1);
        _ = await stage.AnswerAsync(3);
        await stage.AdvanceAsync(15.1);

        var seen = listeners.Measurements.Where(measurement => measurement.Tags.ContainsValue("orders-measured")).ToLookup(measurement => measurement.Name);
        Assert.Equal([("demand", "empty"), ("demand", "full")], seen["sqs.client.polls"].Select(poll => (poll.Tags["sqs.client.poll.reason"], poll.Tags["sqs.client.poll.result"])));
        Assert.Equal([2, -2], seen["sqs.client.buffered.received.messages"].Select(measurement => measurement.Value));
        _ = Assert.Single(seen["sqs.client.buffered.received.age"]);
        var released = Assert.Single(seen["sqs.client.released.messages"]);
        Assert.Equal((2.0, "age"), (released.Value, released.Tags["sqs.client.release.cause"]));
    }

    [Fact]
    public async Task Polls_AreNotPartOfTheFirstCallersTrace()
    {
        var stage = new ReceivingStage();
        var ambient = new AsyncLocal<string> { Value = "the caller's" };
        string? seen = "none";
        stage.Queue.OnPoll = () => seen = ambient.Value;
        _ = await stage.CallAsync(max: 1, wait: 20);
        Assert.Null(seen);
    }

    private static ReceivingStage Configured() => new(options =>
    {
        options.ReceiveMessageAttributeNames = ["one", "two"];
        options.ReceiveSystemAttributeNames = [MessageSystemAttributeName.SenderId, MessageSystemAttributeName.SentTimestamp];
        options.ReceiveVisibilityTimeout = TimeSpan.FromSeconds(30);
    });
}
