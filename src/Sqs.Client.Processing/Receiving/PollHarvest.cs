namespace Sqs.Client.Processing;

/// <summary>What a poll brought, held.</summary>
/// <param name="Messages">What may be worked on, in received order.</param>
/// <param name="Refused">What is to be released: damaged messages, and on FIFO queues what came behind them in their group.</param>
/// <param name="Damaged">How many were damaged.</param>
/// <param name="Brought">How many there were altogether.</param>
/// <param name="EndedAt">When the answer was there.</param>
internal sealed record PollHarvest(IReadOnlyList<HeldMessage> Messages, IReadOnlyList<HeldMessage> Refused, int Damaged, int Brought, TimeSpan EndedAt)
{
    /// <summary>Takes hold of what an answer brought.</summary>
    public static PollHarvest Of(ReceiveMessageResponse response, ReceptionPoll poll, bool isFifo, LeaseKeeper keeper, TimeSpan now)
    {
        var (good, bad) = Sort(response, isFifo);
        HeldMessage[] held = [.. keeper.Take([.. good, .. bad], poll.StartedAt, now)
            .Select(delivery => new HeldMessage(delivery, isFifo ? GroupOf(delivery.Message) : null))];
        return new PollHarvest(held[..good.Count], held[good.Count..], response.Damaged.Count, response.Messages.Count + response.Damaged.Count, now);
    }

    /// <summary>Parts what may be worked on from what is to be released, both in order.</summary>
    /// <remarks>
    /// A message that came damaged before is not released again but left until its visibility timeout: else it would go round and round
    /// without a pause. The answer does not tell where the damaged ones stood among the others; their sequence numbers do.
    /// </remarks>
    internal static (IReadOnlyList<Message> Good, IReadOnlyList<Message> Bad) Sort(ReceiveMessageResponse response, bool isFifo)
    {
        var damaged = response.Damaged.Select(each => each.Message).ToList();
        var behind = isFifo ? response.Messages.Where(message => damaged.Exists(bad => IsBehind(message, bad))).ToList() : [];
        var bad = damaged.Where(message => (message.ApproximateReceiveCount ?? 1) <= 1).Concat(behind);
        return ([.. response.Messages.Except(behind, ReferenceEqualityComparer.Instance).Cast<Message>()], [.. isFifo ? bad.Order(BySequence) : bad]);
    }

    private static readonly Comparer<Message> BySequence = Comparer<Message>.Create(static (left, right) => Compare(left.SequenceNumber, right.SequenceNumber));

    // Where there is no sequence number, it may have been before this one: the whole group is released.
    private static bool IsBehind(Message message, Message bad) =>
        GroupOf(message) == GroupOf(bad) && (message.SequenceNumber is null || bad.SequenceNumber is null || Compare(message.SequenceNumber, bad.SequenceNumber) > 0);

    private static string GroupOf(Message message) => message.MessageGroupId ?? "";

    /// <summary>Compares whole numbers of any length.</summary>
    private static int Compare(string? left, string? right)
    {
        var (one, other) = ((left ?? "").TrimStart('0'), (right ?? "").TrimStart('0'));
        return one.Length != other.Length ? one.Length.CompareTo(other.Length) : string.CompareOrdinal(one, other);
    }
}
