namespace Sqs.Client.Processing;

/// <summary>What becomes of a message by the exception, and after which delay it comes again. Asks users' code and never fails.</summary>
/// <param name="settings">The rules and the back-off.</param>
/// <param name="reports">Where it is told that users' code threw.</param>
internal sealed class FailurePolicy(RunSettings settings, RunReports reports)
{
    // The service's own default for the visibility timeout: a message with a broken back-off comes again, and not in a hot loop.
    private static readonly TimeSpan FallbackDelay = TimeSpan.FromSeconds(30);

    public FailureAction ActionFor(Delivery delivery, Exception error) =>
        error is MessageRejectedException rejected ? rejected.Action
        : ByRules(delivery, error) ?? (error is UndeserializableMessageException ? settings.Undeserializable : FailureAction.Retry);

    public TimeSpan DelayFor(Delivery delivery)
    {
        try
        {
            return settings.Retry.Delay(delivery.ReceiveCount, settings.Random);
        }
        catch (Exception error)
        {
            reports.UserCodeFailed(delivery, "the back-off", error);
            return FallbackDelay;
        }
    }

    private FailureAction? ByRules(Delivery delivery, Exception error)
    {
        foreach (var rule in settings.Failures)
        {
            try
            {
                if (rule(error) is { } action)
                {
                    return action;
                }
            }
            catch (Exception failure)
            {
                reports.UserCodeFailed(delivery, "a rule for failures", failure);
            }
        }

        return null;
    }
}
