using System.Net;

namespace Sqs.Client.EndToEnd.Requests;

public abstract class FifoTests(SqsProtocol protocol)
{
    [Fact]
    public async Task Fifo_SendAndReceive_KeepsTheOrderOfEachGroup()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await OpenAsync(stage);
        var results = await queue.SendManyAsync(Enumerable.Range(0, 25).Select(number => Message($"{number:00}", group: $"g{number % 2}")));
        Assert.All(results, result => Assert.Equal(SendOutcome.Sent, result.Outcome));
        Assert.Equal(results.Select(result => result.SequenceNumber).Order(StringComparer.Ordinal), results.Select(result => result.SequenceNumber));

        var seen = new Dictionary<string, List<string>> { ["g0"] = [], ["g1"] = [] };
        while (seen.Values.Sum(bodies => bodies.Count) < 25)
        {
            using var received = await queue.ReceiveAsync();
            Assert.NotEmpty(received.Messages);
            foreach (var message in received.Messages)
            {
                seen[message.MessageGroupId!].Add(message.Body);
                Assert.Equal($"d-{message.Body}", message.MessageDeduplicationId);
                Assert.False(string.IsNullOrEmpty(message.SequenceNumber));
                _ = await queue.DeleteAsync(message);
            }
        }

        Assert.All(seen.Values, bodies => Assert.Equal(bodies.Order(StringComparer.Ordinal), bodies));
        Assert.Equal((13, 12), (seen["g0"].Count, seen["g1"].Count));
    }

    [Fact]
    public async Task Fifo_SameDeduplicationId_IsStoredOnceInFiveMinutes()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await OpenAsync(stage);
        var first = await queue.SendAsync(Message("a"));
        var again = await queue.SendAsync(Message("a"));
        Assert.Equal((first.MessageId, first.SequenceNumber), (again.MessageId, again.SequenceNumber));
        Assert.Equal("1", (await stage.CountAsync(queue.Url)).Visible);
        stage.Clock.Advance(TimeSpan.FromMinutes(5));
        var later = await queue.SendAsync(Message("a"));
        Assert.NotEqual(first.MessageId, later.MessageId);
        Assert.Equal("2", (await stage.CountAsync(queue.Url)).Visible);
    }

    [Fact]
    public async Task Fifo_ByContent_DeduplicatesWithoutAnId()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await stage.OpenAsync("c.fifo", (QueueAttributeName.FifoQueue, "true"), (QueueAttributeName.ContentBasedDeduplication, "true"));
        var first = await queue.SendAsync(new OutgoingMessage { Body = "same", MessageGroupId = "g" });
        var again = await queue.SendAsync(new OutgoingMessage { Body = "same", MessageGroupId = "g" });
        var other = await queue.SendAsync(new OutgoingMessage { Body = "other", MessageGroupId = "g" });
        Assert.Equal(first.MessageId, again.MessageId);
        Assert.NotEqual(first.MessageId, other.MessageId);
    }

    [Fact]
    public async Task Fifo_WhileAGroupIsInFlight_ItsOtherMessagesWait()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await OpenAsync(stage);
        _ = await queue.SendManyAsync([Message("1"), Message("2"), Message("3", group: "other")]);
        using var first = await queue.ReceiveAsync(maxMessages: 1);
        using var second = await queue.ReceiveAsync();
        Assert.Equal("1", Assert.Single(first.Messages).Body);
        Assert.Equal("3", Assert.Single(second.Messages).Body);
        _ = await queue.DeleteAsync(first.Messages[0]);
        using var third = await queue.ReceiveAsync();
        Assert.Equal("2", Assert.Single(third.Messages).Body);
    }

    [Fact]
    public async Task Fifo_ReceiveWhoseAnswerIsLost_IsRepeatedWithTheSameAttemptIdAndGetsTheSameMessages()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await OpenAsync(stage);
        _ = await queue.SendManyAsync([Message("1"), Message("2")]);
        var loss = new LosesAnswers(1);
        var unlucky = await SqsQueue.OpenAsync(stage.NewClient(over: loss), queue.Url);
        using var received = await unlucky.ReceiveAsync();

        Assert.Equal(["1", "2"], received.Messages.Select(message => message.Body));
        Assert.Equal(2, received.Metadata.Attempts);
        Assert.Equal(2, loss.Bodies.Count);
        var ids = loss.Bodies.Select(AttemptIdOf).ToList();
        Assert.Equal(ids[0], ids[1]);
        Assert.Equal(32, ids[0].Length);

        using var next = await unlucky.ReceiveAsync();
        Assert.Empty(next.Messages);
        Assert.DoesNotContain(ids[0], loss.Bodies[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fifo_ReceiveWithTheCallersAttemptId_AnswersTheSameMessagesForFiveMinutes()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await OpenAsync(stage);
        _ = await queue.SendManyAsync([Message("1"), Message("2")]);
        var request = new ReceiveMessageRequest { QueueUrl = queue.Url, MaxNumberOfMessages = 10, VisibilityTimeout = 600, ReceiveRequestAttemptId = "attempt-1" };
        using var first = await stage.Client.ReceiveMessageAsync(request);
        using var again = await stage.Client.ReceiveMessageAsync(request);
        using var other = await stage.Client.ReceiveMessageAsync(request with { ReceiveRequestAttemptId = "attempt-2" });
        Assert.Equal(["1", "2"], again.Messages.Select(message => message.Body));
        Assert.Equal(first.Messages.Select(message => message.MessageId), again.Messages.Select(message => message.MessageId));
        Assert.Empty(other.Messages);
    }

    [Fact]
    public async Task Fifo_SendWhoseAnswerIsLost_IsStoredOnce()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await OpenAsync(stage);
        var unlucky = await SqsQueue.OpenAsync(stage.NewClient(options => options.ResendUnknownSends = false, new LosesAnswers(2)), queue.Url);
        var sent = await unlucky.SendAsync(Message("1"));
        Assert.Equal(3, sent.Metadata.Attempts);
        Assert.Equal("1", (await stage.CountAsync(queue.Url)).Visible);
    }

    [Fact]
    public async Task Standard_SendWhoseAnswerIsLost_IsDoubledOrSurfacedAsAsked()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var queue = await stage.OpenAsync("standard");
        var resending = await SqsQueue.OpenAsync(stage.NewClient(over: new LosesAnswers(1)), queue.Url);
        Assert.Equal(2, (await resending.SendAsync("twice")).Metadata.Attempts);
        Assert.Equal("2", (await stage.CountAsync(queue.Url)).Visible);

        var careful = await SqsQueue.OpenAsync(stage.NewClient(options => options.ResendUnknownSends = false, new LosesAnswers(1)), queue.Url);
        var error = await Assert.ThrowsAsync<SqsConnectionException>(() => careful.SendAsync("once"));
        Assert.True(error.OutcomeUnknown);
        Assert.Equal(1, error.Attempts);
        Assert.Equal("3", (await stage.CountAsync(queue.Url)).Visible);
    }

    /// <summary>The attempt id in a form or in an object.</summary>
    private static string AttemptIdOf(string body) =>
        new([.. body.Split("ReceiveRequestAttemptId")[1].SkipWhile(character => !char.IsAsciiHexDigit(character)).TakeWhile(char.IsAsciiHexDigit)]);

    private static Task<SqsQueue> OpenAsync(Stage stage) => stage.OpenAsync("q.fifo", (QueueAttributeName.FifoQueue, "true"));

    private static OutgoingMessage Message(string body, string group = "g") =>
        new() { Body = body, MessageGroupId = group, MessageDeduplicationId = $"d-{body}" };

    /// <summary>Lets the server do its work and then loses the first answers on the way, as a broken connection does.</summary>
    private sealed class LosesAnswers(int count) : DelegatingHandler
    {
        private int _left = count;

        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            var response = await base.SendAsync(request, cancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            _ = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            if (_left-- <= 0)
            {
                return response;
            }

            response.Dispose();
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection broke.");
        }
    }

    public sealed class InQuery() : FifoTests(SqsProtocol.Query);

    public sealed class InJson() : FifoTests(SqsProtocol.Json);
}
