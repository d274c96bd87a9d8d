using System.Diagnostics;
using System.Diagnostics.Metrics;
using Sqs.Client.Operations;
using Sqs.Client.Tests.Transport;

namespace Sqs.Client.Tests.Diagnostics;

/// <summary>Spans and measurements, by OpenTelemetry's conventions for Amazon SQS.</summary>
[Collection(nameof(Alone))]
public sealed class CallTelemetryTests
{
    [Fact]
    public async Task Send_ThatSucceeds_IsASpanOfAProducer()
    {
        using var listeners = new Listeners();
        var engine = new Engine(new ScriptedHandler((request, _) => ScriptedHandler.Success(request)));

        await engine.SendAsync();

        var span = Assert.Single(listeners.Spans);
        Assert.Equal(("SendMessage orders", ActivityKind.Producer, ActivityStatusCode.Unset), (span.DisplayName, span.Kind, span.Status));
        Assert.Equal(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["messaging.system"] = "aws_sqs",
                ["messaging.operation.name"] = "SendMessage",
                ["messaging.operation.type"] = "send",
                ["messaging.destination.name"] = "orders",
                ["aws.sqs.queue.url"] = Engine.QueueUrl,
                ["aws.request_id"] = "req-ok",
                ["messaging.message.id"] = "m-1",
                ["server.address"] = "sqs.us-east-1.amazonaws.com",
                ["server.port"] = 443,
            },
            span.TagObjects.ToDictionary(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Send_ThatSucceeds_IsMeasured()
    {
        using var listeners = new Listeners();
        var engine = new Engine(new ScriptedHandler((request, number) => number == 1 ? ScriptedHandler.Error(403, "RequestThrottled") : ScriptedHandler.Success(request)));

        await engine.ResultOfAsync(engine.SendAsync()); // with a pause of 0.5 s

        var names = listeners.Measurements.Select(measurement => (measurement.Name, measurement.Value));
        Assert.Equal([("messaging.client.operation.duration", 0.5), ("messaging.client.sent.messages", 1), ("sqs.client.retries", 1)], names);
        Assert.All(listeners.Measurements, measurement => Assert.Equal(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["messaging.system"] = "aws_sqs",
                ["messaging.operation.name"] = "SendMessage",
                ["messaging.operation.type"] = "send",
                ["messaging.destination.name"] = "orders",
                ["server.address"] = "sqs.us-east-1.amazonaws.com",
            },
            measurement.Tags));
        Assert.Equal(1, Assert.Single(listeners.Spans).GetTagItem("http.request.resend_count"));
    }

    [Fact]
    public async Task Call_ThatFails_HasTheCodeAsItsErrorType()
    {
        using var listeners = new Listeners();
        var engine = new Engine(new ScriptedHandler((_, _) => ScriptedHandler.Error(400, "AWS.SimpleQueueService.NonExistentQueue")));

        await Assert.ThrowsAsync<QueueDoesNotExistException>(() => engine.DeleteAsync());

        var span = Assert.Single(listeners.Spans);
        Assert.Equal((ActivityKind.Client, ActivityStatusCode.Error, "settle"), (span.Kind, span.Status, span.GetTagItem("messaging.operation.type")));
        Assert.Equal(("AWS.SimpleQueueService.NonExistentQueue", "req-1"), (span.GetTagItem("error.type"), span.GetTagItem("aws.request_id")));
        Assert.Equal("AWS.SimpleQueueService.NonExistentQueue", Assert.Single(listeners.Measurements).Tags["error.type"]);
    }

    [Fact]
    public async Task Call_ThatGetsNoAnswer_HasTheTypeOfTheException()
    {
        using var listeners = new Listeners();
        var engine = new Engine(new ScriptedHandler((_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError)), maxAttempts: 1);

        await Assert.ThrowsAsync<SqsConnectionException>(() => engine.DeleteAsync());

        Assert.Equal("SqsConnectionException", Assert.Single(listeners.Spans).GetTagItem("error.type"));
    }

    [Fact]
    public async Task Receive_CountsItsMessages()
    {
        using var listeners = new Listeners();
        var engine = new Engine(new ScriptedHandler((_, _) => Answers.Received(("a", "1", Answers.Md5("1")), ("b", "2", null), ("c", "3", Answers.Md5("damaged")))));

        using var received = await engine.ReceiveAsync();

        var span = Assert.Single(listeners.Spans);
        Assert.Equal((ActivityKind.Client, "receive", 3), (span.Kind, span.GetTagItem("messaging.operation.type"), span.GetTagItem("messaging.batch.message_count")));
        Assert.Equal(3, listeners.Measurements.Single(measurement => measurement.Name == "messaging.client.consumed.messages").Value);
        Assert.Equal(1, listeners.Measurements.Single(measurement => measurement.Name == "sqs.client.unverified.messages").Value);
    }

    [Fact]
    public async Task Batch_CountsItsEntries()
    {
        using var listeners = new Listeners();
        var engine = new Engine(new ScriptedHandler((_, _) => Answers.Result("SendMessageBatch", "")));

        await engine.Pipeline.InvokeAsync(
            SqsOperations.SendMessageBatch,
            new SendMessageBatchRequest { QueueUrl = Engine.QueueUrl, Entries = [new() { Id = "a", MessageBody = "1" }, new() { Id = "b", MessageBody = "2" }] },
            default);

        Assert.Equal(2, Assert.Single(listeners.Spans).GetTagItem("messaging.batch.message_count"));
        Assert.Equal(2, listeners.Measurements.Single(measurement => measurement.Name == "messaging.client.sent.messages").Value);
    }

    [Fact]
    public async Task Action_OnNoQueue_HasNoDestination()
    {
        using var listeners = new Listeners();
        var engine = new Engine(new ScriptedHandler((request, _) => ScriptedHandler.Success(request)));

        await engine.Pipeline.InvokeAsync(SqsOperations.ListQueues, new ListQueuesRequest(), default);

        var span = Assert.Single(listeners.Spans);
        Assert.Equal(("ListQueues", null, null), (span.DisplayName, span.GetTagItem("messaging.destination.name"), span.GetTagItem("messaging.operation.type")));
    }

    [Theory]
    [InlineData("sample")]
    [InlineData("start")]
    [InlineData("stop")]
    [InlineData("measure")]
    public async Task Listener_ThatThrows_DoesNotFailTheCall(string where)
    {
        using var log = new Listeners();
        using var activities = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == SqsDiagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => where == "sample" ? throw new InvalidOperationException("listener") : ActivitySamplingResult.AllData,
            ActivityStarted = _ => ThrowIf(where == "start"),
            ActivityStopped = _ => ThrowIf(where == "stop"),
        };
        ActivitySource.AddActivityListener(activities);
        using var measurements = new MeterListener
        {
            InstrumentPublished = static (instrument, listener) =>
            {
                if (instrument.Meter.Name == SqsDiagnostics.MeterName)
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        measurements.SetMeasurementEventCallback<double>((_, _, _, _) => ThrowIf(where == "measure"));
        measurements.Start();
        var engine = new Engine(new ScriptedHandler((request, _) => ScriptedHandler.Success(request)), logger: log);

        var sent = await engine.SendAsync();

        Assert.Equal("m-1", sent.MessageId);
        Assert.Contains("1003", Assert.Single(log.Log), StringComparison.Ordinal);
        Assert.Null(Activity.Current);
        if (where == "measure")
        {
            Assert.Single(log.Spans); // the span ends all the same
        }
    }

    [Fact]
    public async Task Nobody_WhoListens_CostsNoSpan()
    {
        var current = default(Activity);
        var engine = new Engine(new ScriptedHandler((request, _) =>
        {
            current = Activity.Current;
            return ScriptedHandler.Success(request);
        }));
        await engine.SendAsync();
        Assert.Null(current);

        using var listeners = new Listeners();
        await engine.SendAsync();
        Assert.Equal("SendMessage orders", current?.DisplayName);
    }

    private static void ThrowIf(bool condition)
    {
        if (condition)
        {
            throw new InvalidOperationException("listener");
        }
    }
}
