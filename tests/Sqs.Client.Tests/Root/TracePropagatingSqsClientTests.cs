using System.Diagnostics;
using Sqs.Client.Operations;

namespace Sqs.Client.Tests.Root;

public sealed class TracePropagatingSqsClientTests
{
    private const TracePropagation Both = TracePropagation.AwsTraceHeader | TracePropagation.W3C;
    private const string Queue = "https://sqs.us-east-1.amazonaws.com/123456789012/q";

    private readonly FakeSqs _inner = new();

    [Fact]
    public async Task Send_WithinAnActivity_CarriesItAsTheHeaderAlone()
    {
        using var activity = Begin();
        var request = Send("x");
        await new TracePropagatingSqsClient(_inner).SendMessageAsync(request);

        var sent = Assert.Single(_inner.Requests.OfType<SendMessageRequest>());
        Assert.Equal((activity.TraceId, activity.SpanId, ActivityTraceFlags.Recorded), PartsOf(HeaderOf(sent.MessageSystemAttributes)));
        Assert.Empty(sent.MessageAttributes);
        Assert.Equal(Send("x"), request);
    }

    [Fact]
    public async Task Send_WithoutAnActivityOfW3C_PassesTheCallersRequestOn()
    {
        var client = new TracePropagatingSqsClient(_inner, Both);
        Activity.Current = null;
        await SendsItself(client);

        using (new Activity("old").SetIdFormat(ActivityIdFormat.Hierarchical).Start())
        {
            await SendsItself(client);
        }

        using (Begin())
        {
            await SendsItself(new TracePropagatingSqsClient(_inner, TracePropagation.None));
        }
    }

    [Fact]
    public async Task Message_WithAContextOfItsOwn_KeepsItAlone()
    {
        using var activity = Begin();
        var client = new TracePropagatingSqsClient(_inner, Both);
        var withHeader = Send("x") with { MessageSystemAttributes = new Dictionary<MessageSystemAttributeName, MessageAttributeValue> { ["AWSTraceHeader"] = MessageAttributeValue.String("Root=mine") } };
        var withParent = Send("x") with { MessageAttributes = Named(("traceparent", "mine")) };
        await client.SendMessageAsync(withHeader);
        await client.SendMessageAsync(withParent);
        Assert.Equal([withHeader, withParent], _inner.Requests, ReferenceEqualityComparer.Instance);

        var batch = new SendMessageBatchRequest { QueueUrl = Queue, Entries = [Entry("own") with { MessageAttributes = Named(("traceparent", "mine")) }, Entry("none")] };
        await client.SendMessageBatchAsync(batch);
        var entries = Assert.Single(_inner.Batches).Entries;
        Assert.Same(batch.Entries[0], entries[0]);
        Assert.Equal(activity.Id, entries[1].MessageAttributes["traceparent"].StringValue);
        Assert.Empty(batch.Entries[1].MessageAttributes);

        await client.SendMessageBatchAsync(batch with { Entries = [batch.Entries[0]] });
        Assert.Same(batch.Entries[0], Assert.Single(_inner.Batches.Last().Entries));
    }

    [Theory]
    [InlineData(8, 2)]
    [InlineData(9, 1)]
    [InlineData(10, 0)]
    public async Task W3C_TakesTheAttributesThatAreFree(int taken, int added)
    {
        using var activity = Begin("congo=t61rcWkgMzE");
        var request = Send("x") with { MessageAttributes = Named([.. Enumerable.Range(0, taken).Select(number => ($"a{number}", "v"))]) };
        await new TracePropagatingSqsClient(_inner, Both).SendMessageAsync(request);

        var sent = Assert.Single(_inner.Requests.OfType<SendMessageRequest>());
        Assert.Equal(new[] { "traceparent", "tracestate" }.Take(added), sent.MessageAttributes.Keys.Except(request.MessageAttributes.Keys).Order(StringComparer.Ordinal));
        Assert.Equal(activity.SpanId, HeaderOf(sent.MessageSystemAttributes).SpanId);
    }

    [Theory]
    [InlineData("congo=t61rcWkgMzE", true)]
    [InlineData("congo=\u0001", false)]
    [InlineData(null, false)]
    public async Task W3C_LeavesOutAStateThatTheServiceWouldRefuse(string? state, bool isSent)
    {
        using var activity = Begin(state);
        await new TracePropagatingSqsClient(_inner, TracePropagation.W3C).SendMessageAsync(Send("x"));

        var sent = Assert.Single(_inner.Requests.OfType<SendMessageRequest>());
        Assert.Equal(isSent, sent.MessageAttributes.ContainsKey("tracestate"));
        Assert.Equal(activity.Id, sent.MessageAttributes["traceparent"].StringValue);
        Assert.Empty(sent.MessageSystemAttributes);
    }

    [Fact]
    public async Task W3C_InABatchOfAnySizes_NeverGoesOverTheLimit()
    {
        using var activity = Begin("congo=t61rcWkgMzE");
        var parent = MessageSize.Of("traceparent", MessageAttributeValue.String(activity.Id!));
        for (var seed = 0; seed < 60; seed++)
        {
            var random = new Random(seed);
            var free = random.Next(0, 600);
            var last = MessageSize.Maximum - 9_000 - free;
            var batch = new SendMessageBatchRequest
            {
                QueueUrl = Queue,
                Entries = [.. Enumerable.Range(0, 10).Select(number => Entry($"e{number}") with { MessageBody = new string('x', number == 4 ? last : 1_000) })],
            };
            await new TracePropagatingSqsClient(_inner, Both).SendMessageBatchAsync(batch);

            var entries = _inner.Batches.Last().Entries;
            Assert.InRange(entries.Sum(MessageSize.Of), MessageSize.Maximum - free, MessageSize.Maximum);
            Assert.True(free < parent || entries[0].MessageAttributes.ContainsKey("traceparent"), $"seed {seed}");
            Assert.All(entries, entry => Assert.Equal(activity.SpanId, HeaderOf(entry.MessageSystemAttributes).SpanId));
        }
    }

    [Fact]
    public async Task Buffer_InsideIt_KeepsTheContextOfEachCaller()
    {
        var buffered = new BufferedSqsClient(_inner, new QueueBufferOptions { SendWhenIdle = false, MaxBatchOpenTime = TimeSpan.FromSeconds(60) });
        await using var client = new TracePropagatingSqsClient(buffered);
        var callers = new[] { "one", "two" }.Select(body =>
        {
            using var activity = Begin();
            return (body, activity.SpanId, Sent: client.SendMessageAsync(Send(body)));
        }).ToList();
        await buffered.FlushAsync();

        var entries = Assert.Single(_inner.Batches).Entries;
        Assert.Equal(
            callers.Select(caller => (caller.body, caller.SpanId)),
            entries.Select(entry => (entry.MessageBody.ToText(), HeaderOf(entry.MessageSystemAttributes).SpanId)));
        await Task.WhenAll(callers.Select(caller => caller.Sent));
    }

    [Fact]
    public void Propagation_ThatNobodyKnows_IsRefusedByName() =>
        Assert.Equal("propagation", Assert.Throws<SqsValidationException>(() => new TracePropagatingSqsClient(_inner, (TracePropagation)4)).Member);

    private static Activity Begin(string? state = null)
    {
        Activity.Current = null;
        var activity = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C).Start();
        activity.TraceStateString = state;
        activity.ActivityTraceFlags = ActivityTraceFlags.Recorded;
        return activity;
    }

    private static SendMessageRequest Send(string body) => new() { QueueUrl = Queue, MessageBody = body };

    private static SendMessageBatchRequestEntry Entry(string id) => new() { Id = id, MessageBody = "x" };

    private static Dictionary<string, MessageAttributeValue> Named(params (string Name, string Value)[] attributes) =>
        attributes.ToDictionary(pair => pair.Name, pair => MessageAttributeValue.String(pair.Value), StringComparer.Ordinal);

    private static (ActivityTraceId Trace, ActivitySpanId Span, ActivityTraceFlags Flags) PartsOf(ActivityContext context) => (context.TraceId, context.SpanId, context.TraceFlags);

    private static ActivityContext HeaderOf(IReadOnlyDictionary<MessageSystemAttributeName, MessageAttributeValue> attributes)
    {
        var header = Assert.Single(attributes);
        Assert.Equal(MessageSystemAttributeName.AWSTraceHeader, header.Key);
        var message = new Message { Attributes = new Dictionary<MessageSystemAttributeName, string> { [header.Key] = header.Value.StringValue! } };
        Assert.True(SqsTraceContext.TryExtract(message, out var context));
        return context;
    }

    private async Task SendsItself(TracePropagatingSqsClient client)
    {
        var (single, batch) = (Send("x"), new SendMessageBatchRequest { QueueUrl = Queue, Entries = [Entry("a")] });
        await client.SendMessageAsync(single);
        await client.SendMessageBatchAsync(batch);
        Assert.Same(single, _inner.Requests.OfType<SendMessageRequest>().Last());
        Assert.Same(batch, _inner.Batches.Last());
    }
}
