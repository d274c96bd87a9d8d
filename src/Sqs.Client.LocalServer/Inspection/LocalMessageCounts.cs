namespace Sqs.Client.LocalServer;

/// <summary>How many messages lie in a queue, by state.</summary>
/// <param name="Visible">Those that a receive would find; of a FIFO queue also those whose group is busy.</param>
/// <param name="InFlight">Those that were received and are hidden.</param>
/// <param name="Delayed">Those that were never visible yet.</param>
public readonly record struct LocalMessageCounts(int Visible, int InFlight, int Delayed)
{
    /// <summary>All of them.</summary>
    public int Total => Visible + InFlight + Delayed;
}
