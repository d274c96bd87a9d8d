namespace Sqs.Client.LocalServer.Storage;

/// <summary>What a queue knows of a message that was received.</summary>
internal sealed class Delivery
{
    /// <summary>How often the message was received, wherever it lay.</summary>
    public int Count { get; set; }

    /// <summary>How often it was received from this queue; the redrive policy counts these.</summary>
    public int CountHere { get; set; }

    public DateTimeOffset FirstReceivedAt { get; set; }

    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>What tells the newest receive apart from earlier ones; a part of its handle. Only the newest one deletes.</summary>
    public Guid Receipt { get; set; }

    /// <summary>Whether its visibility timeout was changed since that receive.</summary>
    public bool IsChanged { get; set; }
}
