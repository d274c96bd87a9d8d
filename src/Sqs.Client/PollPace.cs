using Sqs.Client.Transport;

namespace Sqs.Client;

/// <summary>The pauses of one who polls again and again: after a failure, and after an empty answer of a server that does not wait.</summary>
/// <param name="time">The clock of the pauses.</param>
/// <param name="random">Random numbers from 0 to below 1.</param>
internal sealed class PollPace(TimeProvider time, Func<double> random)
{
    // The shortest wait of a long poll: an empty answer before it comes from a server that knows none.
    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);

    private long _started;
    private int _failures;
    private TimeSpan _pause;

    /// <summary>True for a failure after which the next poll may go well.</summary>
    public static bool MayPass(SqsException error) => error.Fault != SqsFault.Sender || error is SqsThrottledException;

    public static bool IsEmpty(ReceiveMessageResponse response) => response.Messages.Count + response.Damaged.Count == 0;

    /// <summary>Waits until the next poll is due; what is between this and the answer counts as its time.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_pause > TimeSpan.Zero)
        {
            await Task.Delay(_pause, time, cancellationToken).ConfigureAwait(false);
        }

        _started = time.GetTimestamp();
    }

    public void Answered(ReceiveMessageResponse response)
    {
        _failures = 0;
        _pause = IsEmpty(response) ? ShortestWait - time.GetElapsedTime(_started) : TimeSpan.Zero;
    }

    public void Failed(SqsException error) => _pause = Backoff.Pause(error is SqsThrottledException, ++_failures, random(), wish: null);
}
