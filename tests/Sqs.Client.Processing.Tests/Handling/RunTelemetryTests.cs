using System.Diagnostics;

namespace Sqs.Client.Processing.Tests.Handling;

public sealed class RunTelemetryTests
{
    [Fact]
    public async Task Span_TellsTheMessage_AndIsLinkedToTheTraceOfItsSender()
    {
        await using var stage = await RunnerStage.StartAsync();
        using var heard = new Spans(stage.Queue.Name);
        using var ambient = new Activity("the start of the host").Start();
        Activity? current = null;
        _ = await stage.RunAsync(stage.Runner(() => current = Activity.Current), static message => message with
        {
            MessageAttributes = new Dictionary<string, MessageAttributeValue>
            {
                ["traceparent"] = MessageAttributeValue.String("00-774062d6c37081a5a0b9b5b88e30627c-2d2482211f6489da-01"),
            },
        });

        var span = Assert.Single(heard.Stopped);
        Assert.Same(span, current);
        Assert.Equal(($"process {stage.Queue.Name}", ActivityKind.Consumer, null), (span.DisplayName, span.Kind, span.ParentId));
        var link = Assert.Single(span.Links).Context;
        Assert.Equal(("774062d6c37081a5a0b9b5b88e30627c", "2d2482211f6489da"), (link.TraceId.ToString(), link.SpanId.ToString()));
        Assert.Equal(
            [
                ("aws.sqs.queue.url", stage.Queue.Url), ("messaging.destination.name", stage.Queue.Name), ("messaging.message.id", "m-1"),
                ("messaging.operation.name", "process"), ("messaging.operation.type", "process"), ("messaging.system", "aws_sqs"),
                ("sqs.processing.outcome", "completed"),
            ],
            span.TagObjects.Select(static tag => (tag.Key, (string)tag.Value!)).Order());
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Same(ambient, Activity.Current);
    }

    [Fact]
    public async Task Span_OfAFailure_NamesTheTypeAndNoText()
    {
        await using var stage = await RunnerStage.StartAsync();
        using var heard = new Spans(stage.Queue.Name);
        _ = await stage.RunAsync(stage.Runner(static () => throw new InvalidOperationException(RunnerStage.Marker)));
        var span = Assert.Single(heard.Stopped);
        Assert.Equal((ActivityStatusCode.Error, "System.InvalidOperationException"), (span.Status, span.GetTagItem("error.type")));
        Assert.Empty(span.Links);
        Assert.DoesNotContain(RunnerStage.Marker, string.Join(';', span.TagObjects) + span.StatusDescription + string.Join(';', span.Events), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Measurements_TellDurationAndLagAndWhatRuns()
    {
        await using var stage = await RunnerStage.StartAsync();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var delivery = stage.Take(message => message with
        {
            Attributes = new Dictionary<MessageSystemAttributeName, string>
            {
                [MessageSystemAttributeName.SentTimestamp] = $"{(stage.Clock.GetUtcNow() - TimeSpan.FromSeconds(90)).ToUnixTimeMilliseconds()}",
            },
        });
        var run = stage.Runner(async (_, _) =>
        {
            begun.SetResult();
            await gate.Task;
            throw new InvalidOperationException(RunnerStage.Marker);
        }).RunAsync(delivery);
        await RunnerStage.EndAsync(begun.Task);
        stage.Clock.Advance(TimeSpan.FromSeconds(4));
        gate.SetResult();
        await RunnerStage.EndAsync(run);

        Assert.Equal([1, -1], Of("sqs.processing.handlers.running").Select(static item => item.Value));
        Assert.Equal(90, Assert.Single(Of("sqs.processing.message.lag")).Value);
        var (_, took, tags) = Assert.Single(Of("messaging.process.duration"));
        Assert.Equal((4, "failed", "System.InvalidOperationException"), (took, tags["sqs.processing.outcome"], tags["error.type"]));
        Assert.DoesNotContain(stage.Measured, static item => string.Join(';', item.Tags).Contains(RunnerStage.Marker, StringComparison.Ordinal));

        IEnumerable<(string, double Value, IReadOnlyDictionary<string, object?> Tags)> Of(string instrument) => stage.Measured.Where(item => item.Instrument == instrument);
    }

    [Theory]
    [InlineData("meter")]
    [InlineData("log")]
    [InlineData("span sampled")]
    [InlineData("span started")]
    [InlineData("span stopped")]
    public async Task Listener_ThatThrows_BreaksNothing(string which)
    {
        await using var stage = await RunnerStage.StartAsync();
        using var meter = which == "meter" ? new QueueMeter(stage.Queue.Name, static (_, _, _) => throw new InvalidOperationException("meter")) : null;
        using var spans = which.StartsWith("span", StringComparison.Ordinal) ? new Spans(stage.Queue.Name, which) : null;
        stage.Log.Failure = which == "log" ? new InvalidOperationException("log") : null;
        var completed = await stage.RunAsync(stage.Runner(static () => { }));
        var failed = await stage.RunAsync(stage.Runner(static () => throw new MessageRejectedException("x", FailureAction.Retry)));

        Assert.True(stage.IsDeleted(completed));
        Assert.Equal(60, stage.VisibilityOf(failed));
    }

    /// <summary>The spans of one queue; throws at a step if a test says so.</summary>
    private sealed class Spans : IDisposable
    {
        private readonly ActivityListener _listener;

        public Spans(string queue, string throwsAt = "")
        {
            var name = $"process {queue}";
            _listener = new ActivityListener
            {
                ShouldListenTo = static source => source.Name == SqsProcessingDiagnostics.ActivitySourceName,
                Sample = (ref options) => options.Name == name && throwsAt == "span sampled"
                    ? throw new InvalidOperationException()
                    : options.Name == name ? ActivitySamplingResult.AllDataAndRecorded : ActivitySamplingResult.None,
                ActivityStarted = span => Note(span, "span started"),
                ActivityStopped = span => Note(span, "span stopped"),
            };
            ActivitySource.AddActivityListener(_listener);

            void Note(Activity span, string step)
            {
                if (span.OperationName != name)
                {
                    return;
                }

                if (step == "span stopped")
                {
                    Stopped.Add(span);
                }

                _ = throwsAt == step ? throw new InvalidOperationException(step) : 0;
            }
        }

        public List<Activity> Stopped { get; } = [];

        public void Dispose() => _listener.Dispose();
    }
}
