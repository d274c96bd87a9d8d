using System.Globalization;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.EndToEnd.Buffering;

/// <summary>The buffered client on the embedded server; what the server holds is looked at from inside.</summary>
public abstract class BufferedClientTests(SqsProtocol protocol)
{
    [Fact]
    public async Task Sends_OfManyCallers_ShareRequestsAndKeepTheirOwnAnswers()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var url = await stage.CreateAsync("q");
        await using var client = new BufferedSqsClient(stage.Client, Options(stage));
        var before = stage.Server.RequestCount;

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(number => client.SendMessageAsync(Message(url, $"{number}"))));

        Assert.InRange(stage.Server.RequestCount - before, 20, 60);
        var stored = stage.Server.GetQueue("q").GetMessages().ToDictionary(message => message.MessageId, message => message.Body);
        Assert.Equal(200, stored.Count);
        for (var number = 0; number < answers.Length; number++)
        {
            Assert.Equal(number.ToString(CultureInfo.InvariantCulture), stored[answers[number].MessageId]);
            Expect.FirstAttempt(answers[number].Metadata);
        }
    }

    [Fact]
    public async Task Entries_ThatTheServiceFailed_AreStoredOnceInTheEnd()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var url = await stage.CreateAsync("q");
        await using var client = new BufferedSqsClient(stage.Client, Options(stage));
        _ = stage.Server.Faults.Add(new FaultRule { Action = "SendMessageBatch", Fault = Fault.PartOfBatch(0.5), Times = 10 });

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(number => Outcome(client.SendMessageAsync(Message(url, $"{number}")))));

        var stored = stage.Server.GetQueue("q").GetMessages().Select(message => message.Body).ToList();
        Assert.Equal(stored.Count, stored.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(answers.Count(error => error is null), stored.Count);
        Assert.All(answers, error => Assert.True(error is null or SqsException { OutcomeUnknown: false }, error?.ToString()));
    }

    [Fact]
    public async Task Fifo_UnderFailures_StoresEachGroupInTheOrderOfItsCalls()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var url = await stage.CreateAsync("q.fifo", (QueueAttributeName.FifoQueue, "true"));
        await using var client = new BufferedSqsClient(stage.Client, Options(stage));
        _ = stage.Server.Faults.Add(new FaultRule { Action = "SendMessageBatch", Fault = Fault.PartOfBatch(0.3), Rate = 0.5 });

        var sends = Enumerable.Range(0, 300).Select(number => Outcome(client.SendMessageAsync(Message(url, $"{number}") with
        {
            MessageGroupId = $"g{number % 3}",
            MessageDeduplicationId = $"id{number}",
        })));
        var errors = await Task.WhenAll(sends);

        var stored = stage.Server.GetQueue("q.fifo").GetMessages();
        foreach (var group in stored.GroupBy(message => message.MessageGroupId, StringComparer.Ordinal))
        {
            var numbers = group.Select(message => int.Parse(message.Body, CultureInfo.InvariantCulture)).ToList();
            Assert.Equal(numbers.Order(), numbers);
        }

        Assert.Equal(errors.Count(error => error is null), stored.Count);
    }

    [Fact]
    public async Task Receives_OfSeveralCallers_ShareAPoll()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var url = await stage.CreateAsync("q");
        foreach (var number in Enumerable.Range(0, 8))
        {
            _ = await stage.Client.SendMessageAsync(Message(url, $"{number}"));
        }

        var options = Options(stage);
        options.ReceiveVisibilityTimeout = TimeSpan.FromSeconds(30); // known at once: otherwise a caller may come before it is read, and has a poll of its own
        await using var client = new BufferedSqsClient(stage.Client, options);
        var bodies = new List<string>();
        for (var caller = 0; caller < 8; caller++)
        {
            using var received = await client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = url, WaitTimeSeconds = 0 });
            bodies.Add(Assert.Single(received.Messages).Body);
        }

        Assert.Equal(Enumerable.Range(0, 8).Select(number => $"{number}"), bodies);
        _ = Assert.Single(stage.Server.Requests, request => request.Action == "ReceiveMessage");
    }

    [Fact]
    public async Task Messages_ThatNobodyTook_AreVisibleAgainAfterTheEnd()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var url = await stage.CreateAsync("q");
        foreach (var number in Enumerable.Range(0, 5))
        {
            _ = await stage.Client.SendMessageAsync(Message(url, $"{number}"));
        }

        await using (var client = new BufferedSqsClient(stage.Client, Options(stage)))
        {
            using var received = await client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = url });
            _ = Assert.Single(received.Messages);
            Assert.Equal(new LocalMessageCounts(0, 5, 0), stage.Server.GetQueue("q").Counts);
        }

        Assert.Equal(new LocalMessageCounts(4, 1, 0), stage.Server.GetQueue("q").Counts);
    }

    [Fact]
    public async Task Deletes_AndVisibility_AreBatched()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var url = await stage.CreateAsync("q");
        await using var client = new BufferedSqsClient(stage.Client, Options(stage));
        _ = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => client.SendMessageAsync(Message(url, $"{number}"))));
        var handles = new List<string>();
        while (handles.Count < 20)
        {
            using var received = await client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = url, MaxNumberOfMessages = 10 });
            handles.AddRange(received.Messages.Select(message => message.ReceiptHandle));
        }

        _ = await Task.WhenAll(handles.Take(10).Select(handle => client.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = url, ReceiptHandle = handle })));
        _ = await Task.WhenAll(handles.Skip(10).Select(handle => client.ChangeMessageVisibilityAsync(
            new ChangeMessageVisibilityRequest { QueueUrl = url, ReceiptHandle = handle, VisibilityTimeout = 0 })));

        Assert.Equal(new LocalMessageCounts(10, 0, 0), stage.Server.GetQueue("q").Counts);
        Assert.DoesNotContain(stage.Server.Requests, request => request.Action is "DeleteMessage" or "ChangeMessageVisibility");
        var bad = await Assert.ThrowsAsync<SqsException>(() => client.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = url, ReceiptHandle = "made-up" }));
        Assert.Equal(SqsErrorCode.ReceiptHandleIsInvalid, bad.ErrorCode);
        Assert.DoesNotContain("made-up", bad.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_OnRealThreadsUnderFaults_AllEnd_AndWhatWasAcknowledgedIsStored()
    {
        await using var server = await LocalSqs.StartAsync();
        await using var plain = new SqsClient(new SqsClientOptions
        {
            Protocol = protocol,
            Endpoint = server.Endpoint,
            Region = server.Region,
            Credentials = new StaticCredentialsSource(new AwsCredentials(server.AccessKeyId, server.SecretAccessKey)),
            AttemptTimeout = TimeSpan.FromSeconds(1),
            Random = static () => 0,
        });
        var url = (await plain.CreateQueueAsync(new CreateQueueRequest { QueueName = "q" })).QueueUrl;
        server.Faults.AddRange(FaultMix.Moderate());
        var client = new BufferedSqsClient(plain, new QueueBufferOptions { Random = static () => 0, MaxPendingMessages = 100 });

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(caller => Task.Run(async () =>
        {
            var acknowledged = new List<string>();
            for (var number = 0; number < 40; number++)
            {
                var body = $"{caller}:{number}";
                if (await Outcome(client.SendMessageAsync(Message(url, body))) is not { } error)
                {
                    acknowledged.Add(body);
                }
                else
                {
                    Assert.True(error is SqsException, error.ToString());
                }
            }

            return acknowledged;
        })));
        await client.DisposeAsync();

        Assert.Equal(0, client.PendingCalls);
        var stored = server.GetQueue("q").GetMessages().Select(message => message.Body).ToHashSet(StringComparer.Ordinal);
        var acknowledgements = outcomes.SelectMany(acknowledged => acknowledged).ToList();
        Assert.Superset(acknowledgements.ToHashSet(StringComparer.Ordinal), stored);
        Assert.InRange(acknowledgements.Count, 1000, 1280);
    }

    /// <summary>The client of Java 2 adds and cuts under different locks, and began without a limit of bytes: the service refused its batches.</summary>
    [Fact]
    public async Task JavaV2Defect_BatchesOfConcurrentCallers_KeepToTheLimits()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var url = await stage.CreateAsync("q");
        await using var client = new BufferedSqsClient(stage.Client, Options(stage));
        var body = new string('x', 300_000); // three of them fit together

        _ = await Task.WhenAll(Enumerable.Range(0, 8).Select(caller => Task.Run(() => Task.WhenAll(
            Enumerable.Range(0, 6).Select(_ => client.SendMessageAsync(Message(url, body)))))));

        Assert.Equal(48, stage.Server.GetQueue("q").Counts.Visible);
        Assert.DoesNotContain(stage.Server.Requests, request => request.ErrorCode is not null);
        Assert.InRange(stage.Server.Requests.Count(request => request.Action is "SendMessage" or "SendMessageBatch"), 16, 40);
    }

    [Fact]
    public async Task Dispose_WithSendsPendingAndAPollWaiting_EndsBoth()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var url = await stage.CreateAsync("q");
        var empty = await stage.CreateAsync("empty");
        var options = Options(stage);
        options.SendWhenIdle = false;
        options.MaxBatchOpenTime = TimeSpan.FromSeconds(60); // on a clock that stands still
        options.ReceiveDrainTime = TimeSpan.Zero;
        var client = new BufferedSqsClient(stage.Client, options);
        var poll = client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = empty, WaitTimeSeconds = 20 });
        var sends = Enumerable.Range(0, 25).Select(number => client.SendMessageAsync(Message(url, $"{number}"))).ToList();

        await Task.WhenAll(client.DisposeAsync().AsTask(), client.DisposeAsync().AsTask());

        _ = await Task.WhenAll(sends);
        Assert.Equal(25, stage.Server.GetQueue("q").Counts.Visible);
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => poll);
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => client.SendMessageAsync(Message(url, "late")));
        _ = await Assert.ThrowsAsync<ObjectDisposedException>(() => client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = url }));
    }

    [Fact]
    public async Task Queue_ThatDoesNotExist_IsToldToEachCallerByItsType()
    {
        await using var stage = await Stage.StartAsync(protocol);
        await using var client = new BufferedSqsClient(stage.Client, Options(stage));
        var errors = await Task.WhenAll(Enumerable.Range(0, 5).Select(number => Outcome(client.SendMessageAsync(Message(stage.UrlOf("nowhere"), $"{number}")))));
        Assert.All(errors, error => Assert.IsType<QueueDoesNotExistException>(error));
        Assert.Equal(5, errors.Distinct(ReferenceEqualityComparer.Instance).Count());
    }

    private static QueueBufferOptions Options(Stage stage) => new() { TimeProvider = stage.Clock, Random = static () => 0 };

    private static SendMessageRequest Message(string url, string body) => new() { QueueUrl = url, MessageBody = body };

    private static async Task<Exception?> Outcome(Task call)
    {
        await call.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return call.Exception?.InnerException ?? (call.IsCanceled ? new TaskCanceledException(call) : null);
    }

    public sealed class InQuery() : BufferedClientTests(SqsProtocol.Query);

    public sealed class InJson() : BufferedClientTests(SqsProtocol.Json);
}
