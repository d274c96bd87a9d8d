namespace Sqs.Client.Buffering;

/// <summary>What one poll brought, in received order, and how long it may be handed out.</summary>
internal sealed class ReceiveHarvest
{
    // The shortest visibility timeout that hides a message at all.
    private static readonly TimeSpan ShortestVisibility = TimeSpan.FromSeconds(1);

    private readonly HeldMessage[] _messages;
    private readonly TimeSpan _startedAt;
    private int _next;

    public ReceiveHarvest(ReceivePoll poll, ReceiveMessageResponse response, TimeSpan endedAt)
    {
        _startedAt = poll.StartedAt;
        EndedAt = endedAt;
        Format = poll.Format;
        Metadata = response.Metadata;
        _messages = [
            .. response.Messages.Select(message => new HeldMessage(this, message, null)),
            .. response.Damaged.Select(damaged => new HeldMessage(this, damaged.Message, damaged.Mismatches))];
    }

    public TimeSpan EndedAt { get; }

    public MessageBodyFormat Format { get; }

    public SqsResponseMetadata Metadata { get; }

    /// <summary>True from the answer until callers have been served from it once: then it is as fresh as any answer of the service.</summary>
    public bool IsFresh { get; set; } = true;

    /// <summary>How long and how late it may be used; null while the visibility timeout is not known.</summary>
    public HarvestTerms? Terms { get; private set; }

    public int Count => _messages.Length - _next;

    /// <summary>Until when its messages are certainly not shown to others.</summary>
    public TimeSpan ExpiresAt => Terms?.ExpiresAt ?? (EndedAt + ShortestVisibility);

    public bool IsDeliverable(TimeSpan now) => Terms is { } terms ? now <= terms.AgesAt && now < terms.ExpiresAt : IsFresh;

    /// <summary>Settles the terms, once the visibility timeout is known.</summary>
    public void Decide(TimeSpan visibility, QueueBufferSettings settings) => Terms = TermsFor(visibility, settings);

    public List<HeldMessage> Take(int count)
    {
        var taken = _messages.AsSpan(_next, Math.Min(count, Count)).ToArray();
        _next += taken.Length;
        return [.. taken];
    }

    /// <summary>Takes back what was taken last.</summary>
    public void PutBack() => _next--;

    // A margin beyond half the age limit would make messages of a short visibility timeout too old on arrival.
    private HarvestTerms TermsFor(TimeSpan visibility, QueueBufferSettings settings)
    {
        var age = settings.MaxBufferedMessageAge is { } configured && configured < visibility ? configured : visibility / 2;
        var clock = EndedAt - (settings.VisibilityClockMargin < age / 2 ? settings.VisibilityClockMargin : age / 2);
        clock = clock > _startedAt ? clock : _startedAt;
        return new HarvestTerms(clock + age, clock + visibility);
    }
}

/// <summary>Until when the messages of a poll may be used.</summary>
/// <param name="AgesAt">The last moment at which they may be handed over.</param>
/// <param name="ExpiresAt">When the service shows them to others.</param>
internal sealed record HarvestTerms(TimeSpan AgesAt, TimeSpan ExpiresAt);

/// <summary>A received message that has no caller yet.</summary>
/// <param name="harvest">The poll that brought it.</param>
/// <param name="message">The message.</param>
/// <param name="mismatches">What differs when it is damaged; null when it is not.</param>
internal sealed class HeldMessage(ReceiveHarvest harvest, Message message, IReadOnlyList<ChecksumMismatch>? mismatches)
{
    public ReceiveHarvest Harvest { get; } = harvest;

    public Message Message { get; } = message;

    public IReadOnlyList<ChecksumMismatch>? Mismatches { get; } = mismatches;

    /// <summary>The message with its body in the form asked for, converted once.</summary>
    public Message In(MessageBodyFormat format) => format == Harvest.Format
        ? Message
        : format == MessageBodyFormat.Text ? Message with { Body = Message.Body } : Message with { BodyUtf8 = Message.BodyUtf8 };
}
