using System.Globalization;

namespace Sqs.Client.Faults.Books;

/// <summary>What of an answer may be handled.</summary>
internal static class Usable
{
    /// <summary>The messages whose turn it is: of a FIFO queue, what follows a damaged message in its group waits with it.</summary>
    public static List<Message> Of(ReceiveMessageResponse received) =>
        [.. received.Messages.Where(message => !received.Damaged.Any(damaged => IsBefore(damaged.Message, message)))];

    /// <summary>The number of a message's group, or null for a standard queue.</summary>
    public static int? GroupOf(Message message) => message.MessageGroupId is { } group ? int.Parse(group, CultureInfo.InvariantCulture) : null;

    private static bool IsBefore(Message first, Message second) => first.MessageGroupId is not null
        && first.MessageGroupId == second.MessageGroupId
        && UInt128.Parse(first.SequenceNumber!, CultureInfo.InvariantCulture) < UInt128.Parse(second.SequenceNumber!, CultureInfo.InvariantCulture);
}
