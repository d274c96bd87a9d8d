using Sqs.Client.LocalServer;

namespace Sqs.Client.Tool.Status;

/// <summary>What a server had done at a moment.</summary>
/// <param name="At">The moment, on the clock of rates.</param>
/// <param name="Requests">Requests answered since the start.</param>
/// <param name="Errors">Those answered with an error.</param>
/// <param name="Queues">Its queues.</param>
internal sealed record StatusSample(TimeSpan At, long Requests, long Errors, IReadOnlyList<QueueSample> Queues);

/// <summary>A queue at a moment.</summary>
/// <param name="Arn">Which one.</param>
/// <param name="Label">How it is shown.</param>
/// <param name="Counts">What lies in it.</param>
/// <param name="Totals">What was done with its messages since it was created.</param>
/// <param name="Waiting">Long polls that wait.</param>
internal sealed record QueueSample(string Arn, string Label, LocalMessageCounts Counts, LocalQueueTotals Totals, int Waiting);
