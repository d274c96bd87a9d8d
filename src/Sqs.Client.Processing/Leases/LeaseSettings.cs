namespace Sqs.Client.Processing;

/// <summary>What the keeper of one queue's leases needs to know.</summary>
/// <param name="Visibility">The visibility timeout that messages are received with, and extended by.</param>
/// <param name="MaxVisibility">The longest that a message is held, counted from its receipt: at most 12 h, at least <paramref name="Visibility"/> (then nothing is extended).</param>
/// <param name="SettlementTimeout">How long a delete is tried again.</param>
/// <param name="Clock">The time.</param>
/// <param name="Random">Random numbers from 0 to below 1.</param>
internal sealed record LeaseSettings(TimeSpan Visibility, TimeSpan MaxVisibility, TimeSpan SettlementTimeout, ProcessingClock Clock, Func<double> Random);
