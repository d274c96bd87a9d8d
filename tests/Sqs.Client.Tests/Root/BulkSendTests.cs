using Sqs.Client.LocalServer;

namespace Sqs.Client.Tests.Root;

public sealed class BulkSendTests
{
    private const string Standard = "https://sqs.us-east-1.amazonaws.com/123456789012/orders";
    private const string Fifo = Standard + ".fifo";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Messages_ArePackedByTenAndByBytesInTheirOrder()
    {
        await using var client = new FakeSqs();
        var big = new string('b', 600_000);
        string[] bodies = [.. Enumerable.Range(0, 12).Select(number => $"{number}"), big + "1", big + "2", "last"];

        var results = await SendAsync(client, bodies);

        Assert.Equal([10, 3, 2], client.Batches.Select(batch => batch.Entries.Count)); // 2 small and a big one; a big and a small one
        Assert.Equal(bodies, client.Batches.SelectMany(batch => batch.Entries).Select(entry => entry.MessageBody.ToText()));
        Assert.Equal(bodies.Select(body => $"id-{body}"), results.Select(result => result.MessageId));
        Assert.All(results, result => Assert.Equal((SendOutcome.Sent, "7", 1, null), (result.Outcome, result.SequenceNumber, result.Attempts, result.Reason)));
    }

    [Fact]
    public async Task Messages_ThatFillABatchToTheByte_ShareIt()
    {
        await using var client = new FakeSqs();

        await SendAsync(client, [new string('a', 1_048_576 - 10), new string('b', 10), "c"]);

        Assert.Equal([2, 1], client.Batches.Select(batch => batch.Entries.Count));
    }

    [Fact]
    public async Task Members_OfAMessage_AreSentAlong()
    {
        await using var client = new FakeSqs();
        var queue = await SqsQueue.OpenAsync(client, Fifo, cancellationToken: Token);
        var attributes = new Dictionary<string, MessageAttributeValue>(StringComparer.Ordinal) { ["a"] = MessageAttributeValue.String("1") };
        var system = new Dictionary<MessageSystemAttributeName, MessageAttributeValue> { [MessageSystemAttributeName.AWSTraceHeader] = MessageAttributeValue.String("Root=1") };

        await queue.SendManyAsync(
            [new OutgoingMessage { Body = "x", MessageGroupId = "g", MessageDeduplicationId = "d", MessageAttributes = attributes, MessageSystemAttributes = system }], Token);

        var entry = Assert.Single(Assert.Single(client.Batches).Entries);
        Assert.Equal(("g", "d"), (entry.MessageGroupId, entry.MessageDeduplicationId));
        Assert.Same(attributes, entry.MessageAttributes);
        Assert.Same(system, entry.MessageSystemAttributes);
    }

    [Fact]
    public async Task Nothing_IsSentForNoMessages()
    {
        await using var client = new FakeSqs();

        Assert.Empty(await SendAsync(client, []));

        Assert.Empty(client.Requests);
    }

    [Fact]
    public async Task Entries_ThatFailedByTheServicesFault_AloneAreSentAgain()
    {
        var calls = 0;
        await using var client = new FakeSqs
        {
            OnBatch = (request, _) => Task.FromResult(FakeSqs.Answer(request, calls++ == 0 ? FirstFate : _ => "sent")),
        };
        static string FirstFate(string body) => body switch { "b" => "service", "c" => "sender", "d" => "doubtful", "e" => "lost", _ => "sent" };

        var results = await SendAsync(client, ["a", "b", "c", "d", "e"]);

        Assert.Equal(["b"], client.Batches.Last().Entries.Select(entry => entry.MessageBody.ToText()));
        Assert.Equal(
            [SendOutcome.Sent, SendOutcome.Sent, SendOutcome.Failed, SendOutcome.Doubtful, SendOutcome.Unknown], results.Select(result => result.Outcome));
        Assert.Equal([1, 2, 1, 1, 1], results.Select(result => result.Attempts));
        Assert.Equal(("Code", "said"), (results[2].ErrorCode.Value, results[2].Reason));
        Assert.Equal("id-d", results[3].MessageId);
    }

    [Fact]
    public async Task Entry_ThatFailsForEver_IsSentAsOftenAsTheOptionsSay()
    {
        await using var client = new FakeSqs { OnBatch = (request, _) => Task.FromResult(FakeSqs.Answer(request, body => body == "a" ? "service" : "sent")) };

        var results = await SendAsync(client, ["a", "b"], maxAttempts: 4);

        Assert.Equal([2, 1, 1, 1], client.Batches.Select(batch => batch.Entries.Count));
        Assert.Equal((SendOutcome.Failed, "Code", 4), (results[0].Outcome, results[0].ErrorCode.Value, results[0].Attempts));
    }

    [Fact]
    public async Task Entry_SaidToBeStoredAndFailed_IsNotSentAgain()
    {
        await using var client = new FakeSqs
        {
            OnBatch = (request, _) => Task.FromResult(FakeSqs.Answer(request, _ => "sent") with
            {
                Failed = [new BatchResultErrorEntry { Id = "0" }, new BatchResultErrorEntry { Id = "77" }, new BatchResultErrorEntry { Id = "zero" }],
            }),
        };

        var result = Assert.Single(await SendAsync(client, ["a"]));

        Assert.Equal(SendOutcome.Sent, result.Outcome);
        Assert.Single(client.Batches);
    }

    [Fact]
    public async Task Entry_ThatIsMentionedAsFailedTwice_IsSentAgainOnce()
    {
        var calls = 0;
        await using var client = new FakeSqs
        {
            OnBatch = (request, _) => Task.FromResult(calls++ > 0
                ? FakeSqs.Answer(request, _ => "sent")
                : new SendMessageBatchResponse { Failed = [new BatchResultErrorEntry { Id = "0" }, new BatchResultErrorEntry { Id = "0" }] }),
        };

        Assert.Equal(SendOutcome.Sent, Assert.Single(await SendAsync(client, ["a"])).Outcome);
        Assert.Single(client.Batches.Last().Entries);
    }

    [Fact]
    public async Task Call_ThatFails_IsBookedAndTheNextBatchFollows()
    {
        var calls = 0;
        await using var client = new FakeSqs
        {
            OnBatch = (request, _) => calls++ switch
            {
                0 => throw new SqsTimeoutException("late") { OutcomeUnknown = true },
                1 => throw new SqsConnectionException("refused"),
                2 => throw new SqsThrottledException("busy") { Fault = SqsFault.Sender, ErrorCode = SqsErrorCode.RequestThrottled },
                _ => Task.FromResult(FakeSqs.Answer(request, _ => "sent")),
            },
        };

        var results = await SendAsync(client, [.. Enumerable.Range(0, 31).Select(number => $"{number}")]);

        Assert.Equal(
            [(SendOutcome.Unknown, "late"), (SendOutcome.Failed, "refused"), (SendOutcome.Failed, "busy"), (SendOutcome.Sent, null)],
            results.Select(result => (result.Outcome, result.Reason)).Distinct());
        Assert.Equal(4, client.Batches.Count());
    }

    [Fact]
    public async Task Call_ThatIsRefused_EndsTheWork()
    {
        var calls = 0;
        await using var client = new FakeSqs
        {
            OnBatch = (request, _) => calls++ == 1
                ? throw new SqsException("denied") { Fault = SqsFault.Sender, ErrorCode = SqsErrorCode.AccessDenied }
                : Task.FromResult(FakeSqs.Answer(request, _ => "sent")),
        };

        var results = await SendAsync(client, [.. Enumerable.Range(0, 25).Select(number => $"{number}")]);

        Assert.Equal(2, client.Batches.Count());
        Assert.Equal([.. Enumerable.Repeat(SendOutcome.Sent, 10), .. Enumerable.Repeat(SendOutcome.Failed, 10), .. Enumerable.Repeat(SendOutcome.NotSent, 5)], results.Select(result => result.Outcome));
        Assert.Equal(SqsErrorCode.AccessDenied, results[10].ErrorCode);
        Assert.Contains("denied", results[24].Reason, StringComparison.Ordinal);
        Assert.Equal(0, results[24].Attempts);
    }

    [Fact]
    public async Task Caller_ThatCancels_LearnsWhatHappenedToEach()
    {
        using var source = new CancellationTokenSource();
        var calls = 0;
        await using var client = new FakeSqs
        {
            OnBatch = async (request, token) =>
            {
                if (calls++ == 1)
                {
                    await source.CancelAsync();
                    token.ThrowIfCancellationRequested();
                }

                return FakeSqs.Answer(request, body => body == "0" ? "service" : "sent");
            },
        };

        var cancelled = await Assert.ThrowsAsync<SendManyCanceledException>(() =>
            SendAsync(client, [.. Enumerable.Range(0, 25).Select(number => $"{number}")], maxAttempts: 1, cancellationToken: source.Token));

        Assert.Equal(source.Token, cancelled.CancellationToken);
        Assert.Equal(
            [SendOutcome.Failed, .. Enumerable.Repeat(SendOutcome.Sent, 9), .. Enumerable.Repeat(SendOutcome.Unknown, 10), .. Enumerable.Repeat(SendOutcome.NotSent, 5)],
            cancelled.Results.Select(result => result.Outcome));
    }

    [Fact]
    public async Task Caller_ThatCancelsBeforeARepetition_LearnsOfTheFailure()
    {
        using var source = new CancellationTokenSource();
        var clock = new VirtualClock();
        await using var client = new FakeSqs { OnBatch = (request, _) => Task.FromResult(FakeSqs.Answer(request, _ => "service")) };
        var queue = await SqsQueue.OpenAsync(client, Standard, new SqsQueueOptions { TimeProvider = clock, Random = () => 0.5 }, Token);
        var sending = queue.SendManyAsync(["a"], source.Token);
        Assert.False(sending.IsCompleted); // it pauses before the second batch

        await source.CancelAsync();
        var cancelled = await Assert.ThrowsAsync<SendManyCanceledException>(() => sending);

        var result = Assert.Single(cancelled.Results);
        Assert.Equal((SendOutcome.Failed, "Code", 1), (result.Outcome, result.ErrorCode.Value, result.Attempts));
    }

    [Fact]
    public async Task Message_ThatTheServiceWouldRefuse_StopsAllBeforeAnythingIsSent()
    {
        await using var client = new FakeSqs();
        var queue = await SqsQueue.OpenAsync(client, Standard, cancellationToken: Token);

        var refused = await Assert.ThrowsAsync<SqsValidationException>(() => queue.SendManyAsync([.. Enumerable.Repeat<OutgoingMessage>("x", 20), "bad\0"], Token));
        await Assert.ThrowsAsync<ArgumentNullException>(() => queue.SendManyAsync(["x", null!], Token));
        await Assert.ThrowsAsync<SqsValidationException>(() => queue.SendManyAsync([new string('x', 1_048_577)], Token));

        Assert.Equal("Entries[20].MessageBody", refused.Member);
        Assert.Empty(client.Requests);
    }

    [Fact]
    public async Task FifoEntry_FailedBeforeAStoredOneOfItsGroup_EndsItsGroup()
    {
        await using var client = new FakeSqs { OnBatch = (request, _) => Task.FromResult(FakeSqs.Answer(request, body => body is "a1" or "b2" ? "service" : "sent")) };

        var results = await SendFifoAsync(client, "a1", "a2", "b1", "b2", "c1", "c2", "c3", "c4", "c5", "c6", "a3", "b3");

        // a1 would come after a2, so it fails, and a3 with it; nothing of b was stored after b2, so b2 is sent again, with b3 behind it.
        Assert.Equal((SendOutcome.Failed, 1), (results[0].Outcome, results[0].Attempts));
        Assert.Equal(SendOutcome.NotSent, results[10].Outcome);
        Assert.Equal((SendOutcome.Failed, 2), (results[3].Outcome, results[3].Attempts));
        Assert.Equal(SendOutcome.Sent, results[11].Outcome);
        Assert.DoesNotContain("a3", client.Batches.SelectMany(batch => batch.Entries).Select(entry => entry.MessageBody.ToText()));
    }

    [Fact]
    public async Task FifoEntry_FailedBeforeOneThatIsNotMentioned_IsNotSentAgain()
    {
        var calls = 0;
        await using var client = new FakeSqs
        {
            OnBatch = (request, _) => Task.FromResult(FakeSqs.Answer(request, calls++ > 0 ? _ => "sent" : body => body == "a1" ? "service" : "lost")),
        };

        var results = await SendFifoAsync(client, "a1", "a2"); // a2 may be stored

        Assert.Single(client.Batches);
        Assert.Equal([SendOutcome.Failed, SendOutcome.Unknown], results.Select(result => result.Outcome));
    }

    [Fact]
    public async Task FifoGroups_OfACallThatFailed_AreNotSentFurther()
    {
        // The call may still be carried out, after what would follow.
        var calls = 0;
        await using var client = new FakeSqs
        {
            OnBatch = (request, _) => calls++ == 0
                ? throw new SqsTimeoutException("late") { OutcomeUnknown = true }
                : Task.FromResult(FakeSqs.Answer(request, _ => "sent")),
        };
        string[] bodies = [.. Enumerable.Range(0, 10).Select(number => $"a{number}"), "b1", "aX", "b2"];

        var results = await SendFifoAsync(client, bodies);

        Assert.Equal(["b1", "b2"], client.Batches.Last().Entries.Select(entry => entry.MessageBody.ToText()));
        Assert.Equal(SendOutcome.NotSent, results[11].Outcome);
        Assert.All(results.Take(10), result => Assert.Equal(SendOutcome.Unknown, result.Outcome));
    }

    internal static async Task<IReadOnlyList<SendResult>> SendAsync(
        FakeSqs client, string[] bodies, int maxAttempts = 3, CancellationToken cancellationToken = default)
    {
        var queue = await SqsQueue.OpenAsync(client, Standard, new SqsQueueOptions { Random = () => 0, MaxAttempts = maxAttempts }, Token);
        return await queue.SendManyAsync(bodies.Select(body => (OutgoingMessage)body), cancellationToken);
    }

    /// <summary>Sends to a FIFO queue; the first letter of a body is its group.</summary>
    internal static async Task<IReadOnlyList<SendResult>> SendFifoAsync(FakeSqs client, params string[] bodies)
    {
        var queue = await SqsQueue.OpenAsync(client, Fifo, new SqsQueueOptions { Random = () => 0 }, Token);
        return await queue.SendManyAsync(bodies.Select(body => new OutgoingMessage { Body = body, MessageGroupId = body[..1], MessageDeduplicationId = body }), Token);
    }
}
