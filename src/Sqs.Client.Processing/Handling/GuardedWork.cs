namespace Sqs.Client.Processing;

/// <summary>Runs what users wrote under a token, and tells how it ended.</summary>
/// <param name="delivery">The message.</param>
/// <param name="time">The clock of the timeouts.</param>
/// <param name="lost">Cancelled when others may have the message.</param>
/// <param name="all">Cancelled when all work is stopped.</param>
/// <param name="reports">Where it is told.</param>
internal sealed class GuardedWork(Delivery delivery, TimeProvider time, CancellationToken lost, CancellationToken all, RunReports reports)
{
    /// <summary>Never fails.</summary>
    public async Task<WorkResult> RunAsync(string what, TimeSpan? timeout, Func<CancellationToken, Task> work)
    {
        var signal = new StopSignal(timeout, time, lost, all);
        var result = await RunAsync(what, timeout, work, signal).ConfigureAwait(false);
        if (await signal.CloseAsync().ConfigureAwait(false) is { } error)
        {
            reports.UserCodeFailed(delivery, "what was registered on a cancellation token", error);
        }

        return result;
    }

    private static async Task<WorkResult> RunAsync(string what, TimeSpan? timeout, Func<CancellationToken, Task> work, StopSignal signal)
    {
        try
        {
            await work(signal.Token).ConfigureAwait(false);
            return new WorkResult(WorkEnd.Returned);
        }
        catch (OperationCanceledException error)
        {
            return signal.Cause switch
            {
                StopCause.LeaseLost => new WorkResult(WorkEnd.Lost),
                StopCause.CancelAll => new WorkResult(WorkEnd.Stopped),
                StopCause.Timeout => new WorkResult(WorkEnd.Failed, new TimeoutException($"{what} did not end within {timeout}.", error)),
                _ => new WorkResult(WorkEnd.Failed, error),
            };
        }
        catch (Exception error)
        {
            return new WorkResult(WorkEnd.Failed, error);
        }
    }
}
