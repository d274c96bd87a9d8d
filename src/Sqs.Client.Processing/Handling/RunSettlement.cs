namespace Sqs.Client.Processing;

/// <summary>Settles a message by how the work on it ended, and tells what became of it.</summary>
/// <param name="settings">What users want of it.</param>
/// <param name="policy">What becomes of failures.</param>
/// <param name="deadLetters">Where dead letters go.</param>
/// <param name="reports">Where it is told.</param>
internal sealed class RunSettlement(RunSettings settings, FailurePolicy policy, DeadLetters deadLetters, RunReports reports)
{
    /// <summary>Ends when the hold on the message has ended.</summary>
    public async Task<RunOutcome> SettleAsync(Delivery delivery, MessageClaim claim, GuardedWork work, WorkResult result)
    {
        var action = result.Error is { } error ? Judge(delivery, error) : FailureAction.Retry;
        if (delivery.LeaseLost.IsCancellationRequested || delivery.Lease.Phase != LeasePhase.Held)
        {
            return await FollowAsync(delivery, claim, result).ConfigureAwait(false);
        }

        // The store is told first: once the message is settled, its next delivery may come at any moment.
        await (result.End == WorkEnd.Returned ? claim.CompleteAsync() : claim.AbandonAsync()).ConfigureAwait(false);
        return result.End switch
        {
            WorkEnd.Returned => await CompleteAsync(delivery, RunOutcome.Completed).ConfigureAwait(false),
            WorkEnd.Duplicate => await CompleteAsync(delivery, RunOutcome.Duplicate).ConfigureAwait(false),
            WorkEnd.InProgress => await RetryAsync(delivery, RunOutcome.Released).ConfigureAwait(false),
            WorkEnd.Failed => await FailAsync(delivery, work, result.Error!, action).ConfigureAwait(false),
            _ => await EndAsync(delivery, () => delivery.Lease.AbandonAsync(TimeSpan.Zero, LeaseEnd.Released), RunOutcome.Released).ConfigureAwait(false),
        };
    }

    /// <summary>Tells users of a failure, and decides what becomes of the message.</summary>
    private FailureAction Judge(Delivery delivery, Exception error)
    {
        var action = policy.ActionFor(delivery, error);
        reports.Failed(delivery, error, action);
        try
        {
            settings.OnFailure?.Invoke(delivery, error);
        }
        catch (Exception failure)
        {
            reports.UserCodeFailed(delivery, "OnFailure", failure);
        }

        return action;
    }

    /// <summary>The message is lost, or the handler has settled it itself: nothing is left to do, and the store is told what happened.</summary>
    private static async Task<RunOutcome> FollowAsync(Delivery delivery, MessageClaim claim, WorkResult result)
    {
        var end = await delivery.Ended.ConfigureAwait(false);
        var isDone = end is LeaseEnd.Completed or LeaseEnd.DeleteLost || (end == LeaseEnd.Lost && result.End == WorkEnd.Returned);
        await (isDone ? claim.CompleteAsync() : claim.AbandonAsync()).ConfigureAwait(false);
        return OutcomeOf(end, RunOutcome.Completed);
    }

    private async Task<RunOutcome> FailAsync(Delivery delivery, GuardedWork work, Exception error, FailureAction action)
    {
        if (action == FailureAction.Delete)
        {
            return await CompleteAsync(delivery, RunOutcome.Discarded).ConfigureAwait(false);
        }

        if (action == FailureAction.DeadLetter)
        {
            var sending = await work.RunAsync("The sending", timeout: null, token => deadLetters.SendAsync(delivery, error, token)).ConfigureAwait(false);
            if (sending.End == WorkEnd.Returned)
            {
                return await CompleteAsync(delivery, RunOutcome.DeadLettered).ConfigureAwait(false);
            }

            reports.DeadLetterFailed(delivery, sending.Error);
        }

        return await RetryAsync(delivery, RunOutcome.Failed).ConfigureAwait(false);
    }

    private static Task<RunOutcome> CompleteAsync(Delivery delivery, RunOutcome wanted) => EndAsync(delivery, () => delivery.CompleteAsync(), wanted);

    private Task<RunOutcome> RetryAsync(Delivery delivery, RunOutcome wanted) =>
        EndAsync(delivery, () => delivery.AbandonAsync(policy.DelayFor(delivery)), wanted);

    // How a settlement fails is told by how the hold on the message ended, so its exception says nothing more.
    private static async Task<RunOutcome> EndAsync(Delivery delivery, Func<Task> settle, RunOutcome wanted)
    {
        try
        {
            await settle().ConfigureAwait(false);
        }
        catch (Exception error) when (error is SqsException or InvalidOperationException)
        {
        }

        return OutcomeOf(await delivery.Ended.ConfigureAwait(false), wanted);
    }

    /// <summary>What became of a message by how the hold on it ended, which may not be what was wanted.</summary>
    private static RunOutcome OutcomeOf(LeaseEnd end, RunOutcome wanted) => (end, wanted) switch
    {
        (LeaseEnd.Lost, _) => RunOutcome.Lost,
        (LeaseEnd.DeleteLost, _) => RunOutcome.DeleteLost,
        (LeaseEnd.Completed, RunOutcome.DeadLettered or RunOutcome.Discarded or RunOutcome.Duplicate) => wanted,
        (LeaseEnd.Completed, _) => RunOutcome.Completed,
        (LeaseEnd.Released, _) or (LeaseEnd.Abandoned, RunOutcome.Released) => RunOutcome.Released,
        _ => RunOutcome.Failed,
    };
}
