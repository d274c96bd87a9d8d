using Sqs.Client.LocalServer.Queues;

namespace Sqs.Client.LocalServer.Moves;

/// <summary>One run of moving messages from a dead-letter queue back to where they came from, or to a named queue, on the clock.</summary>
internal sealed class MoveTask
{
    /// <summary>The pace when the caller names none, and the fastest that the service allows.</summary>
    public const int FastestRate = 500;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private static readonly double StepSeconds = Step.TotalSeconds;

    private readonly Lock _gate = new();
    private readonly Func<string, MessageQueue?> _queueByArn;
    private readonly MessageQueue _source;
    private readonly ITimer _timer;
    private double _allowance;

    public MoveTask(MessageQueue source, string? destinationArn, int? rate, TimeProvider time, Func<string, MessageQueue?> queueByArn)
    {
        _source = source;
        _queueByArn = queueByArn;
        DestinationArn = destinationArn;
        Rate = rate;
        ToMove = source.Count().Visible;
        StartedAt = time.GetUtcNow();
        _timer = time.CreateTimer(_ => MoveSome(), state: null, Step, Step);
    }

    public Guid Id { get; } = Guid.NewGuid();

    public string SourceArn => _source.Identity.Arn;

    public string? DestinationArn { get; }

    public int? Rate { get; }

    public DateTimeOffset StartedAt { get; }

    /// <summary>How many messages were visible when the task began.</summary>
    public long ToMove { get; }

    public long Moved { get; private set; }

    public MoveTaskStatus Status { get; private set; } = MoveTaskStatus.Running;

    public string? FailureReason { get; private set; }

    public bool IsActive => Status is MoveTaskStatus.Running or MoveTaskStatus.Cancelling;

    /// <summary>Asks the task to stop; it is cancelled at its next step. False when it runs no more.</summary>
    public bool TryCancel()
    {
        lock (_gate)
        {
            if (Status is not MoveTaskStatus.Running)
            {
                return false;
            }

            Status = MoveTaskStatus.Cancelling;
            return true;
        }
    }

    public void Close() => _timer.Dispose();

    private void MoveSome()
    {
        lock (_gate)
        {
            if (Status is MoveTaskStatus.Cancelling)
            {
                End(MoveTaskStatus.Cancelled);
            }

            _allowance += (Rate ?? FastestRate) * StepSeconds;
            while (Status is MoveTaskStatus.Running && _allowance >= 1 && Moved < ToMove)
            {
                _allowance--;
                MoveOne();
            }

            if (Status is MoveTaskStatus.Running && Moved >= ToMove)
            {
                End(MoveTaskStatus.Completed);
            }
        }
    }

    private void MoveOne()
    {
        if (_source.TakeOut() is not { } message)
        {
            End(MoveTaskStatus.Completed); // somebody else took the rest
            return;
        }

        var target = DestinationArn ?? message.DeadLetterSourceArn;
        if (target is not null && _queueByArn(target) is { } queue && queue.TryAcceptMoved(message.Content))
        {
            Moved++;
            return;
        }

        _source.TakeBack(message);
        FailureReason = target is null ? "CouldNotDetermineMessageSource" : "AWS.SimpleQueueService.NonExistentQueue";
        End(MoveTaskStatus.Failed);
    }

    private void End(MoveTaskStatus status)
    {
        Status = status;
        _timer.Dispose();
    }
}

internal enum MoveTaskStatus
{
    Running,
    Completed,
    Cancelling,
    Cancelled,
    Failed,
}
