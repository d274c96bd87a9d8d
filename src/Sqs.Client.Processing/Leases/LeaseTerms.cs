namespace Sqs.Client.Processing;

/// <summary>Until when a message is held, on the clock of the processor.</summary>
/// <param name="Deadline">When its visibility timeout passes, if nothing extends it.</param>
/// <param name="Ceiling">How far it is extended by itself.</param>
/// <param name="Limit">How far the service allows it to be extended at all.</param>
internal readonly record struct LeaseTerms(TimeSpan Deadline, TimeSpan Ceiling, TimeSpan Limit)
{
    // A call takes some time to arrive, and what it asks for is counted from then: a second less than the service allows leaves room for that.
    private static readonly TimeSpan LongestHold = TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestMargin = TimeSpan.FromSeconds(2);

    /// <summary>The terms of what a poll brought. The service counts from the moment of its answer, which lies between the start and the end of the poll.</summary>
    /// <remarks>Source: ChangeMessageVisibility in the Amazon SQS API Reference: at most 12 hours from the receipt, whatever the changes.</remarks>
    public static LeaseTerms Of(LeaseSettings settings, TimeSpan pollStarted, TimeSpan pollEnded)
    {
        var margin = Least(LongestMargin, Least(settings.Visibility / 10, pollEnded - pollStarted));
        var received = pollEnded - (margin > TimeSpan.Zero ? margin : TimeSpan.Zero);
        return new LeaseTerms(received + settings.Visibility, received + Least(settings.MaxVisibility, LongestHold), received + LongestHold);
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
