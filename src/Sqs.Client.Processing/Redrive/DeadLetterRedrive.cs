using System.Runtime.CompilerServices;

namespace Sqs.Client.Processing;

/// <summary>
/// Moves the messages of a dead-letter queue back to where they came from, or to another queue, by a move task of the service: starts it, follows
/// it, cancels it, or finds one that runs already. It needs no process of yours to stay alive: what is started goes on.
/// </summary>
/// <remarks>
/// Permissions: <c>sqs:StartMessageMoveTask</c>, <c>sqs:ListMessageMoveTasks</c>, <c>sqs:CancelMessageMoveTask</c>, <c>sqs:ReceiveMessage</c>,
/// <c>sqs:DeleteMessage</c> and <c>sqs:GetQueueAttributes</c> on the dead-letter queue, <c>sqs:SendMessage</c> on the queues moved to. A moved message is
/// a new one for the service: with another id, the time of the move as that of sending, and no receives.
/// </remarks>
public sealed class DeadLetterRedrive
{
    private const int MostFailures = 10;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    private readonly RedriveSource _source;
    private readonly RedriveTask _task;
    private readonly TimeSpan _interval;
    private readonly TimeProvider _time;

    private DeadLetterRedrive(RedriveSource source, RedriveTask task, RedriveOptions options)
    {
        (_source, _task, _interval, _time) = (source, task, options.PollInterval, options.TimeProvider ?? TimeProvider.System);
    }

    /// <summary>The ARN of the dead-letter queue.</summary>
    public string SourceArn => _source.Arn;

    /// <summary>Starts a task. When the answer of the service is lost, the task that was started since with the same settings is taken for it.</summary>
    /// <param name="client">The client to use.</param>
    /// <param name="deadLetterQueue">The ARN of the queue, its name or its URL; a name or a URL costs a call for the ARN.</param>
    /// <param name="options">Where to and how fast; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the call; the task may have been started all the same.</param>
    /// <returns>The redrive.</returns>
    /// <exception cref="SqsValidationException">An option is out of its range; nothing was sent.</exception>
    /// <exception cref="SqsException">
    /// The service refused: <c>InvalidParameterValue</c> when a task runs already or the queue is nobody's dead-letter queue, <c>ResourceNotFoundException</c>
    /// when a queue does not exist.
    /// </exception>
    public static async Task<DeadLetterRedrive> StartAsync(
        ISqsClient client, string deadLetterQueue, RedriveOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new RedriveOptions();
        options.Check();
        var source = await RedriveSource.OpenAsync(client, deadLetterQueue, cancellationToken).ConfigureAwait(false);

        // What is listed before tells the new task from older ones, even if it has ended by the time that somebody looks.
        var before = await source.ListAsync(cancellationToken).ConfigureAwait(false);
        var startedAfter = before.Count == 0 ? 0 : before.Max(task => task.StartedTimestamp);
        var request = new StartMessageMoveTaskRequest
        {
            SourceArn = source.Arn,
            DestinationArn = options.DestinationArn,
            MaxNumberOfMessagesPerSecond = options.MaxMessagesPerSecond,
        };
        try
        {
            var started = await client.StartMessageMoveTaskAsync(request, cancellationToken).ConfigureAwait(false);
            return new DeadLetterRedrive(source, new RedriveTask(started.TaskHandle, startedAfter), options);
        }
        catch (SqsException lost) when (lost.OutcomeUnknown)
        {
            if (await FindStartedAsync(source, request, startedAfter, cancellationToken).ConfigureAwait(false) is { } task)
            {
                return new DeadLetterRedrive(source, task, options);
            }

            throw;
        }
    }

    /// <summary>Finds the task that runs already, whoever started it.</summary>
    /// <param name="client">The client to use.</param>
    /// <param name="deadLetterQueue">The ARN of the queue, its name or its URL; a name or a URL costs a call for the ARN.</param>
    /// <param name="options">How to follow it; where to and how fast is settled. Null for the defaults.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The redrive; null when none runs.</returns>
    /// <exception cref="SqsValidationException">An option is out of its range; nothing was sent.</exception>
    public static async Task<DeadLetterRedrive?> FindRunningAsync(
        ISqsClient client, string deadLetterQueue, RedriveOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new RedriveOptions();
        options.Check();
        var source = await RedriveSource.OpenAsync(client, deadLetterQueue, cancellationToken).ConfigureAwait(false);
        var tasks = await source.ListAsync(cancellationToken).ConfigureAwait(false);
        return tasks.FirstOrDefault(IsActive) is { } task ? new DeadLetterRedrive(source, RedriveTask.Of(task), options) : null;
    }

    /// <summary>Follows the task: tells how it stands at once and then at each interval, and at last how it ended.</summary>
    /// <param name="cancellationToken">Ends the following; the task goes on.</param>
    /// <returns>The progress; the last element has <see cref="RedriveProgress.HasEnded"/>, unless the following failed.</returns>
    /// <remarks>A task that failed is no exception: its last element says why. Errors that may pass are waited out with growing pauses, ten in a row at the most.</remarks>
    /// <exception cref="SqsException">The service refused to tell, or ten looks in a row failed.</exception>
    public async IAsyncEnumerable<RedriveProgress> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var failures = 0; ;)
        {
            var (progress, error) = await LookAsync(cancellationToken).ConfigureAwait(false);
            if (progress is not null)
            {
                yield return progress;
                if (progress.HasEnded)
                {
                    yield break;
                }

                failures = 0;
            }
            else if (++failures == MostFailures)
            {
                throw error!;
            }

            await Task.Delay(Pause(failures), _time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops the task; what is moved stays moved, and the task may move a little more until it is cancelled.</summary>
    /// <param name="cancellationToken">Ends the call; the task may be stopped all the same.</param>
    /// <returns>How many messages were moved so far, approximately; also for a task that somebody has cancelled before.</returns>
    /// <exception cref="SqsException"><c>ResourceNotFoundException</c> when the task had ended by itself.</exception>
    public async Task<long> CancelAsync(CancellationToken cancellationToken = default)
    {
        if (_task.Handle is not { } handle)
        {
            // Only a task that is being cancelled, or has ended, is found without a handle.
            return _task.Find(await _source.ListAsync(cancellationToken).ConfigureAwait(false))?.ApproximateNumberOfMessagesMoved ?? 0;
        }

        try
        {
            return (await _source.Client.CancelMessageMoveTaskAsync(
                new CancelMessageMoveTaskRequest { TaskHandle = handle }, cancellationToken).ConfigureAwait(false)).ApproximateNumberOfMessagesMoved;
        }
        catch (SqsException error) when (error.OutcomeUnknown || error.ErrorCode == SqsErrorCode.ResourceNotFoundException)
        {
            if (_task.Find(await _source.ListAsync(cancellationToken).ConfigureAwait(false)) is { } task && IsCancelled(task))
            {
                return task.ApproximateNumberOfMessagesMoved;
            }

            throw;
        }
    }

    private static bool IsActive(ListMessageMoveTasksResultEntry task) =>
        task.Status == MessageMoveTaskStatus.Running || task.Status == MessageMoveTaskStatus.Cancelling;

    private static bool IsCancelled(ListMessageMoveTasksResultEntry task) =>
        task.Status == MessageMoveTaskStatus.Cancelled || task.Status == MessageMoveTaskStatus.Cancelling;

    private static async Task<RedriveTask?> FindStartedAsync(
        RedriveSource source, StartMessageMoveTaskRequest request, long startedAfter, CancellationToken cancellationToken)
    {
        try
        {
            var tasks = await source.ListAsync(cancellationToken).ConfigureAwait(false);
            var started = tasks.LastOrDefault(task =>
                task.StartedTimestamp > startedAfter
                && string.Equals(task.DestinationArn, request.DestinationArn, StringComparison.Ordinal)
                && task.MaxNumberOfMessagesPerSecond == request.MaxNumberOfMessagesPerSecond);
            return started is null ? null : RedriveTask.Of(started);
        }
        catch (SqsException)
        {
            // The caller is told of the start that failed, not of this question about it.
            return null;
        }
    }

    /// <summary>How the task stands, or an error that may pass.</summary>
    private async Task<(RedriveProgress? Progress, SqsException? Error)> LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            return _task.Find(await _source.ListAsync(cancellationToken).ConfigureAwait(false)) is { } task
                ? (RedriveProgress.Of(task), null)
                : (null, new SqsException("The service does not list the move task among the ten newest of its queue."));
        }
        catch (SqsException error) when (error.Fault != SqsFault.Sender || error is SqsThrottledException)
        {
            return (null, error);
        }
    }

    private TimeSpan Pause(int failures) => Backoff.Doubled(_interval, _interval > LongestPause ? _interval : LongestPause, failures);
}
