namespace Sqs.Client.Processing;

/// <summary>The options of a processor, checked and frozen: what each part of it has to know.</summary>
internal sealed record ProcessorSettings
{
    public required ReceptionSettings Reception { get; init; }

    public required LeaseSettings Leases { get; init; }

    public required RunSettings Runs { get; init; }

    public required SharedCapacity Capacity { get; init; }

    public required int Weight { get; init; }

    public required TimeSpan ShutdownTimeout { get; init; }

    public required TimeSpan CancelTime { get; init; }

    public required ProcessingClock Clock { get; init; }

    public required Func<double> Random { get; init; }

    public required GuardedLoggers Loggers { get; init; }

    /// <summary>Checks the options and takes them over.</summary>
    /// <exception cref="SqsValidationException">An option is out of its range; the exception names it.</exception>
    public static ProcessorSettings Freeze(SqsProcessorOptions options)
    {
        Check(options);
        var clock = new ProcessingClock(options.TimeProvider ?? TimeProvider.System);
        var random = Chance.Of(options.Random);
        var settings = new ProcessorSettings
        {
            Reception = new ReceptionSettings(
                options.WaitTime, options.VisibilityTimeout, options.MaxConcurrentPolls, options.PrefetchMessages, options.ReceiveDrainTime, options.BodyFormat, clock, random),
            Leases = new LeaseSettings(options.VisibilityTimeout, options.MaxVisibility, options.SettlementTimeout, clock, random),
            Runs = RunsOf(options, clock, random),
            Capacity = options.Capacity ?? new SharedCapacity(options.MaxConcurrentHandlers, options.MaxConcurrentBytes),
            Weight = options.Weight,
            ShutdownTimeout = options.ShutdownTimeout,
            CancelTime = options.CancelTime,
            Clock = clock,
            Random = random,
            Loggers = GuardedLoggers.Over(options.LoggerFactory),
        };
        OptionRules.FetchingAndHolding(settings.Reception, settings.Leases);
        return settings;
    }

    private static RunSettings RunsOf(SqsProcessorOptions options, ProcessingClock clock, Func<double> random) => new(
        options.HandlerTimeout,
        options.RetryDelay,
        options.Failures.Freeze(),
        options.Undeserializable,
        options.DeadLetterQueue,
        options.DeduplicationStore,
        options.DeduplicationKey ?? (static delivery => $"{delivery.Queue.Name}:{delivery.Message.MessageId}"),
        options.DeduplicationClaim,
        options.DeduplicationTime,
        options.OnFailure,
        clock,
        random);

    private static void Check(SqsProcessorOptions options)
    {
        if (options.Capacity is null)
        {
            OptionRules.Range(options.MaxConcurrentHandlers, 1, 10_000, nameof(options.MaxConcurrentHandlers));
            OptionRules.Bytes(options.MaxConcurrentBytes, nameof(options.MaxConcurrentBytes));
        }

        if (options.HandlerTimeout is { } timeout)
        {
            OptionRules.Positive(timeout, nameof(options.HandlerTimeout));
        }

        OptionRules.Range(options.Weight, 1, 1_000, nameof(options.Weight));
        OptionRules.Range(options.PrefetchMessages, 0, 1_000, nameof(options.PrefetchMessages));
        OptionRules.Check(options.RetryDelay is not null, nameof(options.RetryDelay), "must not be null");
        OptionRules.Check(Enum.IsDefined(options.Undeserializable), nameof(options.Undeserializable), "must be Retry, DeadLetter or Delete");
        OptionRules.Check(options.DeadLetterQueue is not "", nameof(options.DeadLetterQueue), "must be a name or a URL");
        OptionRules.Positive(options.DeduplicationClaim, nameof(options.DeduplicationClaim));
        OptionRules.Positive(options.DeduplicationTime, nameof(options.DeduplicationTime));
        OptionRules.UpTo12Hours(options.ShutdownTimeout, nameof(options.ShutdownTimeout));
        OptionRules.UpTo12Hours(options.CancelTime, nameof(options.CancelTime));
    }
}
