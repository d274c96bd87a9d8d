namespace Sqs.Client.Processing;

/// <summary>Deletes messages and gives them back, again and again while that may help and they are held. Each ends its lease and never fails.</summary>
/// <param name="lanes">Gathers single calls into batches.</param>
/// <param name="settings">How long it is tried.</param>
/// <param name="reports">Where it is told.</param>
/// <param name="abort">Gives up whatever is under way.</param>
internal sealed class Settlements(BufferedSqsClient lanes, LeaseSettings settings, LeaseReports reports, CancellationToken abort)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    private TimeSpan Now => settings.Clock.Now;

    public Task SettleAsync(Lease lease) => lease.Phase == LeasePhase.Completing ? DeleteAsync(lease) : AbandonAsync(lease);

    private async Task DeleteAsync(Lease lease)
    {
        var until = Now + settings.SettlementTimeout;
        for (var attempt = 1; ; attempt++)
        {
            var error = await TryAsync(() => CallDeleteAsync(lease), () => lease.TryEnd(LeaseEnd.DeleteLost, GivenUp("DeleteMessage"))).ConfigureAwait(false);
            if (error is null)
            {
                _ = lease.TryEnd(LeaseEnd.Completed);
                return;
            }

            if (LeaseErrors.IsHandleRefused(error))
            {
                _ = lease.TryEnd(LeaseEnd.Lost, new MessageLeaseLostException(lease.Message.MessageId));
                return;
            }

            if (!LeaseErrors.MayPass(error) || !await PauseAsync(lease, until, attempt).ConfigureAwait(false))
            {
                _ = lease.TryEnd(LeaseEnd.DeleteLost, LeaseErrors.ToSqsException(error, "DeleteMessage"));
                return;
            }

            reports.DeleteFailed(lease.Message, error);
        }
    }

    private async Task AbandonAsync(Lease lease)
    {
        var error = await GiveBackAsync(lease).ConfigureAwait(false);
        if (error is not null)
        {
            reports.AbandonFailed(lease.Message, error);
        }

        _ = lease.TryEnd(lease.AbandonedAs);
    }

    private async Task<Exception?> GiveBackAsync(Lease lease)
    {
        var started = Now;
        try
        {
            // A call that extends it may be on the wire, and must not arrive after this one.
            await lease.Turn.TakeAsync(abort).ConfigureAwait(false);
        }
        catch (OperationCanceledException error)
        {
            return error;
        }

        for (var attempt = 1; ; attempt++)
        {
            var error = Now >= lease.Deadline ? null : await TryAsync(() => CallAbandonAsync(lease, started), () => lease.TryEnd(lease.AbandonedAs)).ConfigureAwait(false);
            if (error is null || !LeaseErrors.MayPass(error) || !await PauseAsync(lease, started + settings.SettlementTimeout, attempt).ConfigureAwait(false))
            {
                lease.Turn.Leave();
                return error;
            }
        }
    }

    private Task CallDeleteAsync(Lease lease) => lanes.DeleteMessageAsync(
        new DeleteMessageRequest
        {
            QueueUrl = lease.Queue.Url,
            ReceiptHandle = lease.Message.ReceiptHandle,
            CallOptions = Hurry(lease) ? ExtensionCalls.WithinReach(lease.Remaining) : null,
        },
        abort);

    private Task CallAbandonAsync(Lease lease, TimeSpan started)
    {
        var now = Now;
        var delay = Math.Ceiling((lease.Delay - (now - started)).TotalSeconds);
        return lanes.ChangeMessageVisibilityAsync(
            new ChangeMessageVisibilityRequest
            {
                QueueUrl = lease.Queue.Url,
                ReceiptHandle = lease.Message.ReceiptHandle,
                VisibilityTimeout = (int)Math.Max(0, Math.Min(delay, Math.Floor((lease.Limit - now).TotalSeconds))),
                CallOptions = Hurry(lease) ? ExtensionCalls.WithinReach(lease.Remaining) : null,
            },
            abort);
    }

    /// <summary>True when so little is left that the message cannot wait for company. Where it is extended, that is the case when extending fails.</summary>
    private bool Hurry(Lease lease)
    {
        var little = settings.Visibility / 4;
        var least = TimeSpan.FromSeconds(settings.MaxVisibility > settings.Visibility ? 0 : 2);
        return lease.Remaining < (little > least ? little : least);
    }

    /// <summary>Makes a call and answers its failure. When it is given up the lease ends at once, though the call may still be on the wire.</summary>
    private async Task<Exception?> TryAsync(Func<Task> call, Func<bool> giveUp)
    {
        try
        {
            abort.ThrowIfCancellationRequested();
            var answer = call();
            await answer.WaitAsync(abort).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!answer.IsCompleted)
            {
                _ = giveUp();
            }

            await answer.ConfigureAwait(false);
            return null;
        }
        catch (Exception error)
        {
            return abort.IsCancellationRequested && error is OperationCanceledException ? GivenUp("The call") : error;
        }
    }

    private async Task<bool> PauseAsync(Lease lease, TimeSpan until, int attempt)
    {
        var now = Now;
        var left = (until < lease.Deadline ? until : lease.Deadline) - now;
        if (left < FirstPause || abort.IsCancellationRequested)
        {
            return false;
        }

        var pause = Backoff.Jittered(Backoff.Doubled(FirstPause, LongestPause, attempt - 1), settings.Random);
        await Task.Delay(pause < left / 2 ? pause : left / 2, settings.Clock.Provider, abort).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !abort.IsCancellationRequested && Now < lease.Deadline;
    }

    private static SqsException GivenUp(string action) => new($"{action} was given up: what holds the message was stopped.") { OutcomeUnknown = true };
}
