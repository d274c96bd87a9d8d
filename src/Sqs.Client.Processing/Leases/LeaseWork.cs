namespace Sqs.Client.Processing;

/// <summary>What is done for a lease when it is used or ends.</summary>
/// <param name="Settle">Starts to delete the message or to give it back, as its phase says; never fails.</param>
/// <param name="ExtendAsync">Extends its visibility timeout once.</param>
/// <param name="Ended">It has ended; with the reason when it is a failure. Never fails.</param>
/// <param name="Cancel">Tells those who listen that it is lost; never fails and runs none of their code at once.</param>
internal sealed record LeaseWork(
    Action<Lease> Settle, Func<Lease, TimeSpan, Task> ExtendAsync, Action<Lease, LeaseEnd, Exception?> Ended, Action<Lease, CancellationTokenSource> Cancel);

/// <summary>What is being done with a held message.</summary>
internal enum LeasePhase
{
    /// <summary>It is worked on, or waits for that.</summary>
    Held,

    /// <summary>It is being deleted.</summary>
    Completing,

    /// <summary>It is being given back.</summary>
    Abandoning,
}
