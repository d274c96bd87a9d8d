namespace Sqs.Client.LocalServer.Storage;

/// <summary>The messages with one group id: those in line, and how many are in flight.</summary>
internal sealed class MessageGroup(string name) : IRanked
{
    /// <summary>Its neighbours in a <see cref="GroupOrder"/>.</summary>
    public Link<MessageGroup> OrderLink;

    public string Name { get; } = name;

    public Chain<StoredMessage, ByPlace> Ready { get; } = new();

    public int InFlight { get; set; }

    public bool IsEmpty => InFlight == 0 && Ready.First is null;

    /// <summary>The order that the group stands in; null when it stands in none.</summary>
    public GroupOrder? Order { get; set; }

    /// <summary>Its rank in that order.</summary>
    public long Place { get; set; }

    public int Slot { get; set; }
}

/// <summary>The link of a message to its neighbours in line.</summary>
internal readonly struct ByPlace : ILink<StoredMessage>
{
    public static ref Link<StoredMessage> Of(StoredMessage item) => ref item.PlaceLink;
}
