using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Sqs.Client.Processing;

/// <summary>How a <see cref="SqsProcessor"/> fetches, handles and settles messages; read once, when the processor is made.</summary>
public sealed class SqsProcessorOptions
{
    /// <summary>The most handlers at once, 1 to 10,000. Default: 10. Without meaning where <see cref="Capacity"/> is set.</summary>
    public int MaxConcurrentHandlers { get; set; } = 10;

    /// <summary>
    /// The most bytes of messages in work at once, at least 1 MiB. Default: 64 MiB. While a poll is under way each message that it asks for counts as 1 MiB,
    /// the largest there is. Without meaning where <see cref="Capacity"/> is set.
    /// </summary>
    public long MaxConcurrentBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Bounds that several processors share by their weights. Default: null, bounds of its own.</summary>
    public SharedCapacity? Capacity { get; set; }

    /// <summary>The weight in a shared capacity, 1 to 1,000. Default: 1.</summary>
    public int Weight { get; set; } = 1;

    /// <summary>
    /// How many messages may be fetched beyond those whose handlers can start, 0 to 1,000. Default: 0. A message that waits is kept invisible to
    /// others; a message that is fetched and given back costs a receive.
    /// </summary>
    public int PrefetchMessages { get; set; }

    /// <summary>The most polls at once, 1 to 100. Default: 8. There is one while little comes; more are made while polls come back full.</summary>
    public int MaxConcurrentPolls { get; set; } = 8;

    /// <summary>How long the service waits for messages, 0 to 20 s in whole seconds. Default: 20 s.</summary>
    public TimeSpan WaitTime { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// The visibility timeout that messages are received with and extended by, 1 s to 12 h in whole seconds. Default: 30 s. After a crash a message comes
    /// again when it has passed; a healthy handler may take much longer.
    /// </summary>
    public TimeSpan VisibilityTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The longest that a message is kept invisible, counted from its receipt: <see cref="VisibilityTimeout"/> (nothing is extended then) to 12 h, where the service
    /// ends it. Default: 12 h. A handler that takes longer has its token cancelled.
    /// </summary>
    public TimeSpan MaxVisibility { get; set; } = TimeSpan.FromHours(12);

    /// <summary>In which form bodies are kept: <see cref="MessageBodyFormat.Text"/> or <see cref="MessageBodyFormat.Utf8"/>. Default: text; UTF-8 for typed handlers.</summary>
    public MessageBodyFormat BodyFormat { get; set; }

    /// <summary>The longest that a handler may take before its token is cancelled and the message counts as failed, more than 0. Default: null, no bound.</summary>
    public TimeSpan? HandlerTimeout { get; set; }

    /// <summary>How long deleting a handled message is tried again while the service fails, 0 to 12 h. Default: 30 s.</summary>
    public TimeSpan SettlementTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a message stays invisible after its handler failed. Default: 2 s after the first receive, doubling to 5 minutes, with jitter.</summary>
    public VisibilityBackoff RetryDelay { get; set; } = VisibilityBackoff.Exponential(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(5));

    /// <summary>What becomes of a message by the exception of its handler. Default: no rule, every exception means retry.</summary>
    public FailureRules Failures { get; } = new();

    /// <summary>What becomes of a message whose body cannot be read. Default: <see cref="FailureAction.DeadLetter"/>.</summary>
    public FailureAction Undeserializable { get; set; } = FailureAction.DeadLetter;

    /// <summary>
    /// Where <see cref="FailureAction.DeadLetter"/> sends messages: the name or URL of a queue. Default: null, the dead-letter queue of the queue's redrive policy (which
    /// takes the permissions GetQueueAttributes and GetQueueUrl).
    /// </summary>
    public string? DeadLetterQueue { get; set; }

    /// <summary>Told each failure of a handler, with its exception; the library itself logs the type alone, for texts of exceptions may quote messages. Default: null.</summary>
    public Action<Delivery, Exception>? OnFailure { get; set; }

    /// <summary>Remembers what was handled, so that a second delivery is not handled again. Default: null, nothing is remembered.</summary>
    public IDeduplicationStore? DeduplicationStore { get; set; }

    /// <summary>By what two deliveries are the same. Default: null, the queue's name and the message id.</summary>
    public Func<Delivery, string>? DeduplicationKey { get; set; }

    /// <summary>How long a message counts as being handled when nothing is heard of it any more, more than 0. Default: 5 minutes.</summary>
    public TimeSpan DeduplicationClaim { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long it is remembered that a message was handled, more than 0. Default: 1 h.</summary>
    public TimeSpan DeduplicationTime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long a running poll is given at a stop or a pause, 0 to 20 s. Default: 1 s. A poll that is ended before its wait is over may hide messages that were just
    /// on their way until <see cref="VisibilityTimeout"/>; 20 s avoids that.
    /// </summary>
    public TimeSpan ReceiveDrainTime { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long running handlers are given at a stop before their tokens are cancelled, 0 to 12 h. Default: 25 s. A host gives 30 s for all of it unless told otherwise.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>How long handlers are given at a stop after their tokens were cancelled, 0 to 12 h. Default: 3 s.</summary>
    public TimeSpan CancelTime { get; set; } = TimeSpan.FromSeconds(3);

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Random numbers from 0 to below 1, for jitter; called from many threads. Default: the system's.</summary>
    public Func<double>? Random { get; set; }

    /// <summary>Where the processor logs. Default: nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>Takes options from a configuration section, by their names; what it does not name stays as it is.</summary>
    /// <param name="section">The section.</param>
    /// <returns>These options.</returns>
    /// <exception cref="InvalidOperationException">The section has a name that no option has, or a value that cannot be read; the exception names it.</exception>
    public SqsProcessorOptions ReadFrom(IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        section.Bind(this, static binder => binder.ErrorOnUnknownConfiguration = true);
        return this;
    }
}
