namespace Sqs.Client;

/// <summary>How a bulk send repeats failed entries.</summary>
/// <param name="MaxAttempts">The most batches that one message is part of.</param>
/// <param name="Time">The clock of the pauses.</param>
/// <param name="Random">Random numbers from 0 to below 1.</param>
internal sealed record BulkSendSettings(int MaxAttempts, TimeProvider Time, Func<double> Random);
