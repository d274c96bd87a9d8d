using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Sqs.Client.Buffering;

/// <summary>The options of a buffered client, checked and frozen.</summary>
internal sealed record QueueBufferSettings
{
    public const int MaxEntries = 10;

    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(60);

    public required LaneTiming Sends { get; init; }

    public required LaneTiming Deletes { get; init; }

    public required LaneTiming VisibilityChanges { get; init; }

    public required int MaxBatchSize { get; init; }

    public required int MaxBatchBytes { get; init; }

    public required int MaxInflightOutboundBatches { get; init; }

    public required int MaxPendingMessages { get; init; }

    public required long MaxPendingBytes { get; init; }

    public required BufferFullMode WhenFull { get; init; }

    public required int EntryMaxAttempts { get; init; }

    public required TimeSpan EntryRetryMinBackoff { get; init; }

    public required TimeSpan EntryRetryMaxBackoff { get; init; }

    public required TimeSpan DeliveryTimeout { get; init; }

    public required bool IsolateBadEntries { get; init; }

    public required FifoBufferMode FifoMode { get; init; }

    public required bool BufferReceives { get; init; }

    public required int MaxInflightReceiveBatches { get; init; }

    public required int PrefetchBatches { get; init; }

    public required bool PrefetchFifo { get; init; }

    public required bool PollFullBatch { get; init; }

    public required TimeSpan LongPollWaitTime { get; init; }

    public required int DefaultMaxMessages { get; init; }

    public required TimeSpan? ReceiveVisibilityTimeout { get; init; }

    public required TimeSpan? MaxBufferedMessageAge { get; init; }

    public required TimeSpan VisibilityClockMargin { get; init; }

    public required IReadOnlyList<MessageSystemAttributeName> ReceiveSystemAttributeNames { get; init; }

    public required IReadOnlyList<string> ReceiveMessageAttributeNames { get; init; }

    public required TimeSpan QueueAttributeRefresh { get; init; }

    public required bool FlushOnDispose { get; init; }

    public required bool ReleaseOnDispose { get; init; }

    public required TimeSpan ShutdownTimeout { get; init; }

    public required TimeSpan ReceiveDrainTime { get; init; }

    public required TimeSpan QueueIdleTimeout { get; init; }

    public required bool LeaveInnerClientOpen { get; init; }

    public required TimeProvider Time { get; init; }

    public required Func<double> Random { get; init; }

    public required ILoggerFactory LoggerFactory { get; init; }

    /// <summary>Checks every option and names the one at fault.</summary>
    public static QueueBufferSettings Freeze(QueueBufferOptions options)
    {
        CheckOutgoing(options);
        CheckReceiving(options);
        CheckEnd(options);
        return new QueueBufferSettings
        {
            Sends = new LaneTiming(options.MaxBatchOpenTime, options.SendWhenIdle),
            Deletes = new LaneTiming(options.DeleteMaxBatchOpenTime ?? options.MaxBatchOpenTime, options.DeleteSendWhenIdle ?? options.SendWhenIdle),
            VisibilityChanges = new LaneTiming(options.ChangeVisibilityMaxBatchOpenTime ?? options.MaxBatchOpenTime, options.ChangeVisibilitySendWhenIdle ?? options.SendWhenIdle),
            MaxBatchSize = options.MaxBatchSize,
            MaxBatchBytes = options.MaxBatchBytes,
            MaxInflightOutboundBatches = options.MaxInflightOutboundBatches,
            MaxPendingMessages = options.MaxPendingMessages,
            MaxPendingBytes = options.MaxPendingBytes,
            WhenFull = options.WhenFull,
            EntryMaxAttempts = options.EntryMaxAttempts,
            EntryRetryMinBackoff = options.EntryRetryMinBackoff,
            EntryRetryMaxBackoff = options.EntryRetryMaxBackoff,
            DeliveryTimeout = options.DeliveryTimeout,
            IsolateBadEntries = options.IsolateBadEntries,
            FifoMode = options.FifoMode,
            BufferReceives = options.BufferReceives,
            MaxInflightReceiveBatches = options.MaxInflightReceiveBatches,
            PrefetchBatches = options.PrefetchBatches,
            PrefetchFifo = options.PrefetchFifo,
            PollFullBatch = options.PollFullBatch,
            LongPollWaitTime = options.LongPollWaitTime,
            DefaultMaxMessages = options.DefaultMaxMessages,
            ReceiveVisibilityTimeout = options.ReceiveVisibilityTimeout,
            MaxBufferedMessageAge = options.MaxBufferedMessageAge,
            VisibilityClockMargin = options.VisibilityClockMargin,
            ReceiveSystemAttributeNames = [.. options.ReceiveSystemAttributeNames],
            ReceiveMessageAttributeNames = [.. options.ReceiveMessageAttributeNames],
            QueueAttributeRefresh = options.QueueAttributeRefresh,
            FlushOnDispose = options.FlushOnDispose,
            ReleaseOnDispose = options.ReleaseOnDispose,
            ShutdownTimeout = options.ShutdownTimeout,
            ReceiveDrainTime = options.ReceiveDrainTime,
            QueueIdleTimeout = options.QueueIdleTimeout,
            LeaveInnerClientOpen = options.LeaveInnerClientOpen,
            Time = options.TimeProvider ?? TimeProvider.System,
            Random = options.Random ?? SqsClientSettings.SystemRandom,
            LoggerFactory = options.LoggerFactory ?? NullLoggerFactory.Instance,
        };
    }

    private static void CheckOutgoing(QueueBufferOptions options)
    {
        Check(options.MaxBatchSize is >= 1 and <= MaxEntries, nameof(options.MaxBatchSize), "must be from 1 to 10");
        CheckPause(options.MaxBatchOpenTime, nameof(options.MaxBatchOpenTime));
        CheckPause(options.DeleteMaxBatchOpenTime ?? default, nameof(options.DeleteMaxBatchOpenTime));
        CheckPause(options.ChangeVisibilityMaxBatchOpenTime ?? default, nameof(options.ChangeVisibilityMaxBatchOpenTime));
        Check(options.MaxBatchBytes is >= 1_024 and <= 1_048_576, nameof(options.MaxBatchBytes), "must be from 1,024 to 1,048,576");
        Check(options.MaxInflightOutboundBatches is >= 1 and <= 1_000, nameof(options.MaxInflightOutboundBatches), "must be from 1 to 1,000");
        Check(options.MaxPendingMessages >= options.MaxBatchSize, nameof(options.MaxPendingMessages), "must be at least MaxBatchSize");
        Check(options.MaxPendingBytes >= 1_048_576, nameof(options.MaxPendingBytes), "must be at least 1,048,576, one message");
        Check(Enum.IsDefined(options.WhenFull), nameof(options.WhenFull), "must be Wait or Fail");
        Check(options.EntryMaxAttempts is >= 1 and <= 10, nameof(options.EntryMaxAttempts), "must be from 1 to 10");
        CheckPause(options.EntryRetryMinBackoff, nameof(options.EntryRetryMinBackoff));
        CheckPause(options.EntryRetryMaxBackoff, nameof(options.EntryRetryMaxBackoff));
        Check(options.EntryRetryMaxBackoff >= options.EntryRetryMinBackoff, nameof(options.EntryRetryMaxBackoff), "must not be less than EntryRetryMinBackoff");
        TimeSpan[] open = [options.MaxBatchOpenTime, options.DeleteMaxBatchOpenTime ?? default, options.ChangeVisibilityMaxBatchOpenTime ?? default];
        Check(IsInfinite(options.DeliveryTimeout) || options.DeliveryTimeout > open.Max(), nameof(options.DeliveryTimeout), "must be more than MaxBatchOpenTime, or infinite");
        Check(Enum.IsDefined(options.FifoMode), nameof(options.FifoMode), "must be NoInversion, NoGap or Bypass");
    }

    private static void CheckReceiving(QueueBufferOptions options)
    {
        Check(options.MaxInflightReceiveBatches is >= 1 and <= 100, nameof(options.MaxInflightReceiveBatches), "must be from 1 to 100");
        Check(options.PrefetchBatches is >= 0 and <= 100, nameof(options.PrefetchBatches), "must be from 0 to 100");
        CheckSeconds(options.LongPollWaitTime, 0, 20, nameof(options.LongPollWaitTime));
        Check(options.DefaultMaxMessages is >= 1 and <= MaxEntries, nameof(options.DefaultMaxMessages), "must be from 1 to 10");
        if (options.ReceiveVisibilityTimeout is { } visibility)
        {
            CheckSeconds(visibility, 1, 43_200, nameof(options.ReceiveVisibilityTimeout));
        }

        if (options.MaxBufferedMessageAge is { } age)
        {
            Check(
                age > TimeSpan.Zero && age < (options.ReceiveVisibilityTimeout ?? TimeSpan.FromHours(12)),
                nameof(options.MaxBufferedMessageAge),
                "must be more than 0 and less than the visibility timeout");
        }

        Check(options.VisibilityClockMargin >= TimeSpan.Zero && options.VisibilityClockMargin <= TimeSpan.FromSeconds(30), nameof(options.VisibilityClockMargin), "must be from 0 to 30 s");
        Check(
            options.ReceiveSystemAttributeNames?.All(name => !string.IsNullOrEmpty(name.Value)) == true,
            nameof(options.ReceiveSystemAttributeNames),
            "must be a list without empty names");
        Check(
            options.ReceiveMessageAttributeNames?.All(name => !string.IsNullOrEmpty(name)) == true,
            nameof(options.ReceiveMessageAttributeNames),
            "must be a list without empty names");
        Check(options.QueueAttributeRefresh >= TimeSpan.FromSeconds(10), nameof(options.QueueAttributeRefresh), "must be at least 10 s");
    }

    private static void CheckEnd(QueueBufferOptions options)
    {
        Check(IsInfinite(options.ShutdownTimeout) || options.ShutdownTimeout >= TimeSpan.Zero, nameof(options.ShutdownTimeout), "must be 0 or more, or infinite");
        Check(options.ReceiveDrainTime >= TimeSpan.Zero && options.ReceiveDrainTime <= TimeSpan.FromSeconds(20), nameof(options.ReceiveDrainTime), "must be from 0 to 20 s");
        Check(IsInfinite(options.ShutdownTimeout) || options.ReceiveDrainTime <= options.ShutdownTimeout, nameof(options.ReceiveDrainTime), "must not be more than ShutdownTimeout");
        Check(options.QueueIdleTimeout >= TimeSpan.FromSeconds(1), nameof(options.QueueIdleTimeout), "must be at least 1 s");
    }

    private static bool IsInfinite(TimeSpan time) => time == Timeout.InfiniteTimeSpan;

    private static void CheckPause(TimeSpan pause, string name) => Check(pause >= TimeSpan.Zero && pause <= LongestPause, name, "must be from 0 to 60 s");

    private static void CheckSeconds(TimeSpan time, int least, int most, string name) => Check(
        time.Ticks % TimeSpan.TicksPerSecond == 0 && time >= TimeSpan.FromSeconds(least) && time <= TimeSpan.FromSeconds(most),
        name,
        $"must be whole seconds from {least} to {most}");

    private static void Check(bool holds, string name, string rule)
    {
        if (!holds)
        {
            throw new SqsValidationException(name, rule);
        }
    }
}

/// <summary>When a lane cuts a batch that is not full.</summary>
/// <param name="MaxBatchOpenTime">The longest that its oldest entry waits.</param>
/// <param name="SendWhenIdle">Whether an idle lane does not wait at all.</param>
internal readonly record struct LaneTiming(TimeSpan MaxBatchOpenTime, bool SendWhenIdle);
