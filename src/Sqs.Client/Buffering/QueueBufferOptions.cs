using Microsoft.Extensions.Logging;

namespace Sqs.Client;

/// <summary>
/// How a <see cref="BufferedSqsClient"/> gathers calls into batches and serves receives; read once, when the client is made. The defaults
/// are those of <see cref="QueueBufferPreset.LowLatency"/>; <see cref="Apply"/> sets those of another preset.
/// </summary>
public sealed class QueueBufferOptions
{
    /// <summary>The most entries of a batch, 1 to 10. Default: 10.</summary>
    public int MaxBatchSize { get; set; } = 10;

    /// <summary>
    /// The longest that an entry waits for company while other batches of its queue and kind are on the wire (always, where
    /// <see cref="SendWhenIdle"/> is off), 0 to 60 s. Default: 20 ms.
    /// </summary>
    public TimeSpan MaxBatchOpenTime { get; set; } = TimeSpan.FromMilliseconds(20);

    /// <summary>True sends at once what comes while nothing of its queue and kind is on the wire. Default: true.</summary>
    public bool SendWhenIdle { get; set; } = true;

    /// <summary>Another <see cref="MaxBatchOpenTime"/> for deletes. Default: the same. Keep it well below the visibility timeout.</summary>
    public TimeSpan? DeleteMaxBatchOpenTime { get; set; }

    /// <summary>Another <see cref="SendWhenIdle"/> for deletes. Default: the same.</summary>
    public bool? DeleteSendWhenIdle { get; set; }

    /// <summary>Another <see cref="MaxBatchOpenTime"/> for changes of visibility. Default: the same. Keep it well below the visibility timeout.</summary>
    public TimeSpan? ChangeVisibilityMaxBatchOpenTime { get; set; }

    /// <summary>Another <see cref="SendWhenIdle"/> for changes of visibility. Default: the same.</summary>
    public bool? ChangeVisibilitySendWhenIdle { get; set; }

    /// <summary>
    /// The most bytes of a batch of messages, counted as the service counts (bodies, attribute names, types and values), 1,024 to 1,048,576.
    /// Default: 1,048,576. Lowered by itself for a queue whose <c>MaximumMessageSize</c> is lower or that refuses a batch as too long.
    /// </summary>
    public int MaxBatchBytes { get; set; } = 1_048_576;

    /// <summary>The most batches on the wire per queue and kind, 1 to 1,000; the batch that is being gathered does not count. Default: 10.</summary>
    public int MaxInflightOutboundBatches { get; set; } = 10;

    /// <summary>The most calls of the whole client that were accepted and are not completed, at least <see cref="MaxBatchSize"/>. Default: 10,000.</summary>
    public int MaxPendingMessages { get; set; } = 10_000;

    /// <summary>The most bytes of such calls, counted as in <see cref="MaxBatchBytes"/>, at least 1 MiB. Default: 64 MiB.</summary>
    public long MaxPendingBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>What a call does when there is no room. Default: it waits.</summary>
    public BufferFullMode WhenFull { get; set; } = BufferFullMode.Wait;

    /// <summary>The most batches that an entry is part of when the service fails it by its own fault, 1 to 10. Default: 3.</summary>
    public int EntryMaxAttempts { get; set; } = 3;

    /// <summary>The shortest pause before such an entry goes out again; it doubles with each attempt, with full jitter. 0 to 60 s. Default: 50 ms.</summary>
    public TimeSpan EntryRetryMinBackoff { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The longest such pause, up to 60 s. Default: 2 s.</summary>
    public TimeSpan EntryRetryMaxBackoff { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The longest from the acceptance of a call to its outcome, more than <see cref="MaxBatchOpenTime"/>; infinite is allowed. Default: 2 minutes.
    /// An entry that was never sent by then fails as <see cref="SqsNotSentException"/>, one on the wire with its outcome unknown.
    /// </summary>
    public TimeSpan DeliveryTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>True repeats a batch that was refused as a whole for what an entry says in parts, so that one bad entry cannot fail its neighbours. Default: true.</summary>
    public bool IsolateBadEntries { get; set; } = true;

    /// <summary>How sends to FIFO queues keep their order. Default: <see cref="FifoBufferMode.NoInversion"/>.</summary>
    public FifoBufferMode FifoMode { get; set; } = FifoBufferMode.NoInversion;

    /// <summary>False sends every receive straight to the service. Default: true.</summary>
    public bool BufferReceives { get; set; } = true;

    /// <summary>The most polls at once per queue, 1 to 100; 1 on FIFO queues. Default: 10.</summary>
    public int MaxInflightReceiveBatches { get; set; } = 10;

    /// <summary>
    /// How many polls' messages are held ahead of demand, 0 to 100. Default: 0, polls are made for waiting callers only. A message that is
    /// fetched and not handed out costs a receive: with a small <c>maxReceiveCount</c> prefetching can drive messages to the dead-letter queue.
    /// Prefetching rests, until the next receive, when nobody took what was fetched, when a poll failed, and after <see cref="QueueIdleTimeout"/>.
    /// </summary>
    public int PrefetchBatches { get; set; }

    /// <summary>
    /// True keeps messages of FIFO queues here too, prefetched or left over from full polls, where they block their group for everybody and
    /// where callers at the same time may be given messages of one group. Default: false, a poll of a FIFO queue is for one caller.
    /// </summary>
    public bool PrefetchFifo { get; set; }

    /// <summary>True asks for 10 messages per poll and keeps the surplus for the next caller; false asks for what is waited for. Default: true.</summary>
    public bool PollFullBatch { get; set; } = true;

    /// <summary>
    /// The longest <c>WaitTimeSeconds</c> of a poll, 0 to 20 s in whole seconds; polls wait no longer than their callers. Default: 20 s. A poll for a
    /// caller who names no wait has none either, until the queue's own is known.
    /// </summary>
    public TimeSpan LongPollWaitTime { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The most messages of a receive that names no number, 1 to 10. Default: 1, as the service has it.</summary>
    public int DefaultMaxMessages { get; set; } = 1;

    /// <summary>The visibility timeout of polls, 1 s to 12 h in whole seconds. Default: null, the queue's own.</summary>
    public TimeSpan? ReceiveVisibilityTimeout { get; set; }

    /// <summary>How long a fetched message may wait here, more than 0 and less than the visibility timeout; older ones are released. Default: null, half the visibility timeout.</summary>
    public TimeSpan? MaxBufferedMessageAge { get; set; }

    /// <summary>A message counts as received at the end of its poll less this margin, or at the start of the poll if that is later, 0 to 30 s. Default: 2 s. At most half the age limit counts.</summary>
    public TimeSpan VisibilityClockMargin { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The system attributes that polls ask for; a receive that names others goes straight to the service. Default: none.</summary>
    public IReadOnlyList<MessageSystemAttributeName> ReceiveSystemAttributeNames { get; set; } = [];

    /// <summary>The message attributes that polls ask for; a receive that names others goes straight to the service. Default: none.</summary>
    public IReadOnlyList<string> ReceiveMessageAttributeNames { get; set; } = [];

    /// <summary>
    /// How old what is known of a queue may be (visibility timeout, default wait, largest message), at least 10 s. Default: 5 minutes. Without
    /// the permission to read attributes 30 s, 0 s and 1 MiB are assumed.
    /// </summary>
    public TimeSpan QueueAttributeRefresh { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>True sends what is pending when the client is disposed; false fails it as <see cref="SqsNotSentException"/>. Default: true.</summary>
    public bool FlushOnDispose { get; set; } = true;

    /// <summary>True makes buffered messages visible again when the client is disposed. Default: true.</summary>
    public bool ReleaseOnDispose { get; set; } = true;

    /// <summary>The longest that disposing takes, 0 or more; infinite is allowed. Default: 30 s.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long running polls are given when the client is disposed, 0 to 20 s and at most <see cref="ShutdownTimeout"/>. Default: 1 s.</summary>
    public TimeSpan ReceiveDrainTime { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>When what is kept for a queue without work is let go, at least 1 s. Default: 5 minutes.</summary>
    public TimeSpan QueueIdleTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>False disposes the inner client with this one. Default: true; <c>AddBuffering</c> sets it to false.</summary>
    public bool LeaveInnerClientOpen { get; set; } = true;

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Random numbers from 0 to below 1, for the pauses; called from many threads. Default: the system's.</summary>
    public Func<double>? Random { get; set; }

    /// <summary>Where the client logs. Default: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Sets everything that a preset speaks of; what it does not speak of stays as it is.</summary>
    /// <param name="preset">The preset.</param>
    /// <returns>These options.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such preset.</exception>
    public QueueBufferOptions Apply(QueueBufferPreset preset)
    {
        (SendWhenIdle, MaxBatchOpenTime, MaxInflightOutboundBatches, MaxBatchBytes, PrefetchBatches, DefaultMaxMessages) = preset switch
        {
            QueueBufferPreset.LowLatency => (true, TimeSpan.FromMilliseconds(20), 10, 1_048_576, 0, 1),
            QueueBufferPreset.LowCost => (false, TimeSpan.FromMilliseconds(200), 10, 1_048_576, 0, 1),
            QueueBufferPreset.JavaV1Compatible => (false, TimeSpan.FromMilliseconds(200), 5, 262_144, 10, 10),
            _ => throw new ArgumentOutOfRangeException(nameof(preset)),
        };
        return this;
    }
}
