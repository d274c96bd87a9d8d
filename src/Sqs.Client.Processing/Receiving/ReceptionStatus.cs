namespace Sqs.Client.Processing;

/// <summary>What a reception looks like at one moment.</summary>
/// <param name="LastGoodPoll">When a poll last succeeded; null when none has.</param>
/// <param name="LastPollError">What the last poll failed with: a code of the service or the type of an exception; null when it succeeded.</param>
/// <param name="PollFailures">How many polls failed since one succeeded.</param>
/// <param name="IsSaturated">True when nothing is asked for because everything that may be worked on is.</param>
/// <param name="SaturatedUntil">When that was so last; null when it never was, or is so now.</param>
/// <param name="Running">How many messages are being worked on.</param>
/// <param name="Waiting">How many messages were fetched and are not started.</param>
/// <param name="NewestSent">When the message that was started last had been sent; null when none was started.</param>
/// <param name="Restarts">How often the loop failed and was started anew.</param>
internal sealed record ReceptionStatus(
    DateTimeOffset? LastGoodPoll,
    string? LastPollError,
    int PollFailures,
    bool IsSaturated,
    DateTimeOffset? SaturatedUntil,
    int Running,
    int Waiting,
    DateTimeOffset? NewestSent,
    int Restarts);
