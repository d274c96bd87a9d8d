using Microsoft.Extensions.Logging;

namespace Sqs.Client.Processing;

/// <summary>How a <see cref="SqsReceiver"/> fetches and holds messages; read once, when the receiver is made.</summary>
public sealed class SqsReceiverOptions
{
    /// <summary>The most messages that are handed out or wait to be, and are not settled, 1 to 10,000. Default: 10.</summary>
    public int MaxMessages { get; set; } = 10;

    /// <summary>
    /// The most bytes of such messages, at least 1 MiB. Default: 64 MiB. While a poll is under way each message that it asks for counts as
    /// 1 MiB, the largest there is.
    /// </summary>
    public long MaxBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>How long the service waits for messages, 0 to 20 s in whole seconds. Default: 20 s.</summary>
    public TimeSpan WaitTime { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>The visibility timeout that messages are received with and extended by, 1 s to 12 h in whole seconds. Default: 30 s.</summary>
    public TimeSpan VisibilityTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The longest that a message is kept invisible, counted from its receipt: <see cref="VisibilityTimeout"/> (nothing is extended then) to
    /// 12 h, where the service ends it. Default: 12 h.
    /// </summary>
    public TimeSpan MaxVisibility { get; set; } = TimeSpan.FromHours(12);

    /// <summary>The most polls at once, 1 to 100. Default: 1. More are made while polls come back full.</summary>
    public int MaxConcurrentPolls { get; set; } = 1;

    /// <summary>How long deleting a completed message is tried again while the service fails, 0 to 12 h. Default: 30 s.</summary>
    public TimeSpan SettlementTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a running poll is given when an enumeration or the receiver ends, 0 to 20 s. Default: 1 s.</summary>
    public TimeSpan ReceiveDrainTime { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>In which form bodies are kept: <see cref="MessageBodyFormat.Text"/> or <see cref="MessageBodyFormat.Utf8"/>. Default: text.</summary>
    public MessageBodyFormat BodyFormat { get; set; }

    /// <summary>The time. Default: null, the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Random numbers from 0 to below 1, for jitter. Default: null, the system's.</summary>
    public Func<double>? Random { get; set; }

    /// <summary>Where it is told what happens. Default: null, nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }
}
