namespace Sqs.Client.LocalServer;

/// <summary>
/// Ready-made rules that make a share of all requests go wrong, each kind with its own chance. For long runs that count what was sent
/// and received. Faults that can happen to some actions only, such as damaged bodies, take their chance of those.
/// </summary>
public static class FaultMix
{
    private static readonly TimeSpan SlowPause = TimeSpan.FromMilliseconds(20);

    /// <summary>About 4.5 % of requests: lost connections, throttling, slow answers.</summary>
    /// <returns>New rules, for <see cref="LocalFaults.AddRange"/>.</returns>
    public static IReadOnlyList<FaultRule> Light() => Rules(
        (0.5, Fault.Reset()),
        (0.5, Fault.Reset(FaultMoment.AfterAction)),
        (0.5, Fault.CutAnswer()),
        (1, Fault.ServiceUnavailable()),
        (1, Fault.Throttle()),
        (1, Fault.SlowAnswer(10, SlowPause)));

    /// <summary>About 11 % of requests: the same more often, with damaged answers, silence and second deliveries.</summary>
    /// <returns>New rules, for <see cref="LocalFaults.AddRange"/>.</returns>
    public static IReadOnlyList<FaultRule> Moderate() => Rules(
        (0.25, Fault.CutAnswer(framing: AnswerFraming.Chunked)),
        (0.25, Fault.CorruptBodyDigest()),
        (0.25, Fault.CorruptBody()),
        (0.25, Fault.HtmlAnswer()),
        (0.25, Fault.EmptyAnswer()),
        (0.25, Fault.Hang(FaultMoment.AfterAction)),
        (0.25, Fault.SlowAnswer(10, SlowPause)),
        (0.5, Fault.Close()),
        (0.5, Fault.Close(FaultMoment.AfterAction)),
        (0.5, Fault.InternalError(FaultMoment.AfterAction)),
        (0.5, Fault.CutAnswer()),
        (0.5, Fault.CutAnswer(CutEnding.Reset)),
        (0.5, Fault.CutAnswer(framing: AnswerFraming.UntilClose)),
        (0.5, Fault.DeliverAgain()),
        (1, Fault.Reset()),
        (1, Fault.Reset(FaultMoment.AfterAction)),
        (1, Fault.InternalError()),
        (1, Fault.Throttle()),
        (1.5, Fault.ServiceUnavailable()));

    /// <summary>About 22 % of requests: as moderate, twice as often, with batches of which a part fails.</summary>
    /// <returns>New rules, for <see cref="LocalFaults.AddRange"/>.</returns>
    public static IReadOnlyList<FaultRule> Heavy() => Rules(
        (0.25, Fault.Hang(FaultMoment.AfterAction)),
        (0.25, Fault.SlowAnswer(10, SlowPause)),
        (0.5, Fault.CutAnswer(framing: AnswerFraming.Chunked)),
        (0.5, Fault.CorruptBodyDigest()),
        (0.5, Fault.CorruptBody()),
        (0.5, Fault.HtmlAnswer()),
        (0.5, Fault.EmptyAnswer()),
        (1, Fault.Close()),
        (1, Fault.Close(FaultMoment.AfterAction)),
        (1, Fault.InternalError(FaultMoment.AfterAction)),
        (1, Fault.CutAnswer()),
        (1, Fault.CutAnswer(CutEnding.Reset)),
        (1, Fault.CutAnswer(framing: AnswerFraming.UntilClose)),
        (1, Fault.DeliverAgain()),
        (1, Fault.PartOfBatch()),
        (2, Fault.Reset()),
        (2, Fault.Reset(FaultMoment.AfterAction)),
        (2, Fault.InternalError()),
        (2, Fault.Throttle()),
        (3, Fault.ServiceUnavailable()));

    /// <summary>97 % of requests: the service is down. Remove the rules for its return.</summary>
    /// <returns>New rules, for <see cref="LocalFaults.AddRange"/>.</returns>
    public static IReadOnlyList<FaultRule> Outage() => Rules(
        (2, Fault.Hang()),
        (20, Fault.Throttle()),
        (25, Fault.Reset()),
        (50, Fault.ServiceUnavailable()));

    /// <summary>The first rule that hits decides, so each chance is raised by what the rules before it take away.</summary>
    private static FaultRule[] Rules(params ReadOnlySpan<(double Percent, Fault Fault)> mix)
    {
        var rules = new FaultRule[mix.Length];
        var left = 100.0;
        for (var at = 0; at < mix.Length; at++)
        {
            rules[at] = new FaultRule { Fault = mix[at].Fault, Rate = mix[at].Percent / left };
            left -= mix[at].Percent;
        }

        return rules;
    }
}
