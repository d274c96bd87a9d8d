namespace Sqs.Client.LocalServer;

/// <summary>What was done with the messages of a queue since it was created.</summary>
/// <param name="Sent">Messages that were sent by callers; a duplicate that a FIFO queue did not store counts too.</param>
/// <param name="Received">Messages that were handed out, each time anew.</param>
/// <param name="EmptyReceives">Receives that found nothing.</param>
/// <param name="Deleted">Messages that were deleted by their handle.</param>
public readonly record struct LocalQueueTotals(long Sent, long Received, long EmptyReceives, long Deleted);
