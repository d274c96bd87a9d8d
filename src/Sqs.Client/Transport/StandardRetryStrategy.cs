using System.Runtime.CompilerServices;
using Polly;

namespace Sqs.Client.Transport;

/// <summary>The attempt loop: AWS's standard retry rules of November 2026 as a Polly strategy.</summary>
/// <remarks>
/// Source: AWS SDKs and Tools Reference Guide, "Retry behavior". The long-poll rule: when the quota is empty, ReceiveMessage still pauses
/// before it fails, so that receive loops cannot spin.
/// </remarks>
internal sealed class StandardRetryStrategy(int maxAttempts, RetryBudget budget, Func<double> random, TimeProvider time, TransportLog log)
    : ResilienceStrategy<SqsAttempt>
{
    // The state of this method is pooled: Polly awaits its task once and then forgets it.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    protected override async ValueTask<Outcome<SqsAttempt>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<SqsAttempt>>> callback, ResilienceContext context, TState state)
    {
        var call = context.Properties.GetValue(SqsCall.Key, null!);
        var cost = 0;
        for (var attempts = 1; ; attempts++)
        {
            var outcome = await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
            if (outcome.Result is not { } attempt)
            {
                return outcome; // cancelled, or a strategy further in threw
            }

            if (attempt.Succeeded)
            {
                budget.GiveBack(cost == 0 ? RetryBudget.FirstAttemptRefund : cost);
                return outcome;
            }

            if (attempts >= maxAttempts || !MayRetry(call, attempt))
            {
                return outcome;
            }

            if (attempt.FailureKind == SqsFailureKind.ClockSkew)
            {
                continue; // signed anew at once; costs nothing
            }

            var throttled = attempt.FailureKind == SqsFailureKind.Throttled;
            var pause = Backoff.Pause(throttled, attempts, random(), attempt.RetryAfter);
            if (time.GetUtcNow() + pause >= call.Deadline)
            {
                return outcome; // no time for a retry, so none is paid for
            }

            cost = throttled ? RetryBudget.ThrottlingCost : RetryBudget.TransientCost;
            var refused = !budget.TryTake(cost);
            if (refused)
            {
                log.QuotaEmpty(call.Action, attempts);
            }

            if (refused && !call.IsLongPoll)
            {
                return outcome;
            }

            if (await Paused(pause, context).ConfigureAwait(context.ContinueOnCapturedContext) is { } cancelled)
            {
                return Outcome.FromException<SqsAttempt>(cancelled);
            }

            if (refused)
            {
                return outcome;
            }

            log.Retrying(call.Action, attempts, attempt.Error!.ErrorCode.Value, attempt.Error.StatusCode, pause.TotalMilliseconds);
        }
    }

    private static bool MayRetry(SqsCall call, SqsAttempt attempt) =>
        SqsAttempt.IsRetryable(attempt)
        && call.Options?.DisableRetries != true
        && (call.MayResendUnknown || !attempt.Error!.OutcomeUnknown);

    private async ValueTask<OperationCanceledException?> Paused(TimeSpan pause, ResilienceContext context)
    {
        try
        {
            await Task.Delay(pause, time, context.CancellationToken).ConfigureAwait(context.ContinueOnCapturedContext);
            return null;
        }
        catch (OperationCanceledException cancelled)
        {
            return cancelled;
        }
    }
}
