using Sqs.Client.LocalServer.Moves;
using Sqs.Client.LocalServer.Queues;

namespace Sqs.Client.LocalServer.Realms;

/// <summary>One account in one region: its queues, and the tasks that move messages between them.</summary>
internal sealed class Realm
{
    public Realm(string region, string accountId, TimeProvider time)
    {
        Queues = new QueueDirectory(region, accountId, time);
        Moves = new MoveTasks(Queues, time);
    }

    public QueueDirectory Queues { get; }

    public MoveTasks Moves { get; }

    /// <summary>Answers every waiting poll and stops the tasks.</summary>
    public void Close()
    {
        Moves.Close();
        Queues.Close();
    }
}
