using System.Diagnostics;
using Sqs.Client.Buffering;

namespace Sqs.Client.Tests.Buffering.Outgoing;

/// <summary>The outgoing half on a clock and a scheduler of the test's own: every run is the same.</summary>
internal sealed class Rig
{
    public const string Url = "https://sqs.us-east-1.amazonaws.com/123456789012/orders";
    public const string Fifo = "https://sqs.us-east-1.amazonaws.com/123456789012/orders.fifo";

    private readonly Queue<IThreadPoolWorkItem> _work = [];

    public Rig(Action<QueueBufferOptions>? configure = null, Func<string, CancellationToken, ValueTask<int?>>? maximumMessageSize = null)
    {
        // Continuations stay on the thread of the test.
        SynchronizationContext.SetSynchronizationContext(null);
        var options = new QueueBufferOptions { TimeProvider = Clock, Random = () => 0.5 };
        configure?.Invoke(options);
        Calls = new OutgoingCalls(Service, QueueBufferSettings.Freeze(options), maximumMessageSize ?? ((_, _) => ValueTask.FromResult<int?>(null)), _work.Enqueue);
    }

    public CountingClock Clock { get; } = new();

    public ScriptedSqs Service { get; } = new();

    public OutgoingCalls Calls { get; }

    public IEnumerable<string[]> Batches => Service.Calls.Select(call => call.Names);

    public bool HasWork => _work.Count > 0;

    /// <summary>Takes one step of the scheduler; false when there is none.</summary>
    public bool Step()
    {
        if (!_work.TryDequeue(out var work))
        {
            return false;
        }

        work.Execute();
        return true;
    }

    /// <summary>Runs all that can run without time passing.</summary>
    public void Run()
    {
        while (Step())
        {
            Debug.Assert(Service.Calls.Count < 1_000_000, "the scheduler does not come to rest");
        }
    }

    public void Advance(double milliseconds) => Clock.Advance(TimeSpan.FromMilliseconds(milliseconds), Run);

    public Task<SendMessageResponse> Send(string body, string? group = null, string url = Url, CancellationToken token = default) =>
        Calls.SendAsync(Message(body, group, url), token);

    public Task<SendMessageResponse>[] SendAll(params string[] bodies) => [.. bodies.Select(body => Send(body))];

    /// <summary>Sends to the FIFO queue; the group is the first letter.</summary>
    public Task<SendMessageResponse>[] SendFifo(params string[] bodies) => [.. bodies.Select(body => Send(body, body[..1], Fifo))];

    public Task<DeleteMessageResponse> Delete(string handle, CancellationToken token = default) =>
        Calls.DeleteAsync(new DeleteMessageRequest { QueueUrl = Url, ReceiptHandle = handle }, token);

    public Task<ChangeMessageVisibilityResponse> Change(string handle, int seconds, CancellationToken token = default) =>
        Calls.ChangeVisibilityAsync(new ChangeMessageVisibilityRequest { QueueUrl = Url, ReceiptHandle = handle, VisibilityTimeout = seconds }, token);

    /// <summary>Answers every open call in the order of the calls, and runs what follows.</summary>
    public void AnswerAll(Func<string, string>? fateOf = null)
    {
        foreach (var call in Service.Open)
        {
            call.Answer(fateOf);
        }

        Run();
    }

    /// <summary>The message to a queue; on a FIFO queue with the body as deduplication id.</summary>
    public static SendMessageRequest Message(string body, string? group = null, string url = Url) => new()
    {
        QueueUrl = url,
        MessageBody = body,
        MessageGroupId = group,
        MessageDeduplicationId = url == Fifo ? body[..Math.Min(body.Length, 100)] : null,
    };

    /// <summary>The result of a call that has ended well.</summary>
    public static T Result<T>(Task<T> task)
    {
        Assert.True(task.IsCompletedSuccessfully, $"the call is {task.Status}: {task.Exception?.InnerException?.Message}");
        return task.GetAwaiter().GetResult();
    }

    /// <summary>The failure of a call that has ended.</summary>
    public static TException Failure<TException>(Task task)
        where TException : Exception
    {
        Assert.True(task.IsFaulted, $"the call is {task.Status}");
        return Assert.IsType<TException>(task.Exception.InnerException);
    }
}
