namespace Sqs.Client.Processing;

/// <summary>The options of a receiver, checked and frozen: what each part of it has to know.</summary>
internal sealed record ReceiverSettings(ReceptionSettings Reception, LeaseSettings Leases, SharedCapacity Capacity, GuardedLoggers Loggers)
{
    /// <summary>Checks the options and takes them over.</summary>
    /// <exception cref="SqsValidationException">An option is out of its range; the exception names it.</exception>
    public static ReceiverSettings Freeze(SqsReceiverOptions options)
    {
        var clock = new ProcessingClock(options.TimeProvider ?? TimeProvider.System);
        var random = Chance.Of(options.Random);
        var reception = new ReceptionSettings(
            options.WaitTime, options.VisibilityTimeout, options.MaxConcurrentPolls, Prefetch: 0, options.ReceiveDrainTime, options.BodyFormat, clock, random);
        var leases = new LeaseSettings(options.VisibilityTimeout, options.MaxVisibility, options.SettlementTimeout, clock, random);
        OptionRules.FetchingAndHolding(reception, leases);
        OptionRules.Range(options.MaxMessages, 1, 10_000, nameof(options.MaxMessages));
        OptionRules.Bytes(options.MaxBytes, nameof(options.MaxBytes));
        return new ReceiverSettings(reception, leases, new SharedCapacity(options.MaxMessages, options.MaxBytes), GuardedLoggers.Over(options.LoggerFactory));
    }
}
