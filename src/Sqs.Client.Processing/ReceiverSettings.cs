namespace Sqs.Client.Processing;

/// <summary>The options of a receiver, checked and frozen: what each part of it has to know.</summary>
internal sealed record ReceiverSettings(ReceptionSettings Reception, LeaseSettings Leases, SharedCapacity Capacity, GuardedLoggers Loggers)
{
    /// <summary>Checks the options and takes them over.</summary>
    /// <exception cref="SqsValidationException">An option is out of its range; the exception names it.</exception>
    public static ReceiverSettings Freeze(SqsReceiverOptions options)
    {
        Check(options);
        var clock = new ProcessingClock(options.TimeProvider ?? TimeProvider.System);
        var random = Chance.Of(options.Random);
        return new ReceiverSettings(
            new ReceptionSettings(options.WaitTime, options.VisibilityTimeout, options.MaxConcurrentPolls, 0, options.ReceiveDrainTime, options.BodyFormat, clock, random),
            new LeaseSettings(options.VisibilityTimeout, options.MaxVisibility, options.SettlementTimeout, clock, random),
            new SharedCapacity(options.MaxMessages, options.MaxBytes),
            GuardedLoggers.Over(options.LoggerFactory));
    }

    private static void Check(SqsReceiverOptions options)
    {
        OptionRules.Range(options.MaxMessages, 1, 10_000, nameof(options.MaxMessages));
        OptionRules.Check(options.MaxBytes >= SharedCapacity.LargestMessage, nameof(options.MaxBytes), "must be at least 1,048,576, one message");
        OptionRules.WholeSeconds(options.WaitTime, 0, 20, nameof(options.WaitTime));
        OptionRules.Visibility(options.VisibilityTimeout, options.MaxVisibility, nameof(options.VisibilityTimeout), nameof(options.MaxVisibility));
        OptionRules.Range(options.MaxConcurrentPolls, 1, 100, nameof(options.MaxConcurrentPolls));
        OptionRules.NotNegative(options.SettlementTimeout, nameof(options.SettlementTimeout));
        OptionRules.Check(
            options.ReceiveDrainTime >= TimeSpan.Zero && options.ReceiveDrainTime <= TimeSpan.FromSeconds(20), nameof(options.ReceiveDrainTime), "must be from 0 to 20 s");
        OptionRules.BodyFormat(options.BodyFormat, nameof(options.BodyFormat));
    }
}
