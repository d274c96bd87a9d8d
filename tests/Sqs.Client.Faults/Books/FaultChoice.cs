using Sqs.Client.LocalServer;

namespace Sqs.Client.Faults.Books;

/// <summary>What can go wrong, by the names that the command line knows.</summary>
internal static class FaultChoice
{
    /// <summary>The mixes of the specification.</summary>
    public static IReadOnlyDictionary<string, Func<IReadOnlyList<FaultRule>>> Mixes { get; } = new Dictionary<string, Func<IReadOnlyList<FaultRule>>>(StringComparer.Ordinal)
    {
        ["none"] = static () => [],
        ["light"] = FaultMix.Light,
        ["moderate"] = FaultMix.Moderate,
        ["heavy"] = FaultMix.Heavy,
        ["outage"] = FaultMix.Outage,
    };

    /// <summary>Each fault by itself.</summary>
    public static IReadOnlyDictionary<string, Fault> Faults { get; } = new Dictionary<string, Fault>(StringComparer.Ordinal)
    {
        ["throttle"] = Fault.Throttle(),
        ["500-before"] = Fault.InternalError(),
        ["500-after"] = Fault.InternalError(FaultMoment.AfterAction),
        ["503"] = Fault.ServiceUnavailable(),
        ["reset-before"] = Fault.Reset(),
        ["reset-after"] = Fault.Reset(FaultMoment.AfterAction),
        ["close-before"] = Fault.Close(),
        ["close-after"] = Fault.Close(FaultMoment.AfterAction),
        ["hang-before"] = Fault.Hang(),
        ["hang-after"] = Fault.Hang(FaultMoment.AfterAction),
        ["cut-fin"] = Fault.CutAnswer(),
        ["cut-rst"] = Fault.CutAnswer(CutEnding.Reset),
        ["cut-chunk"] = Fault.CutAnswer(framing: AnswerFraming.Chunked),
        ["cut-silent"] = Fault.CutAnswer(framing: AnswerFraming.UntilClose),
        ["slow"] = Fault.SlowAnswer(),
        ["html"] = Fault.HtmlAnswer(),
        ["empty"] = Fault.EmptyAnswer(),
        ["bad-body"] = Fault.CorruptBody(),
        ["bad-md5"] = Fault.CorruptBodyDigest(),
        ["batch-part"] = Fault.PartOfBatch(),
        ["expired-handle"] = Fault.ExpiredReceiptHandle(),
        ["twice"] = Fault.DeliverAgain(),
    };

    public static IEnumerable<string> Names => Mixes.Keys.Concat(Faults.Keys);

    /// <summary>The rules by a name; a single fault happens to a share of the requests that it can happen to.</summary>
    public static IReadOnlyList<FaultRule> Named(string name, double rate) =>
        Mixes.TryGetValue(name, out var mix) ? mix() : [new FaultRule { Fault = Faults[name], Rate = rate }];

    /// <summary>Without second deliveries: of a message of a group, a FIFO queue never makes one.</summary>
    public static IReadOnlyList<FaultRule> ForFifo(IReadOnlyList<FaultRule> rules) => [.. rules.Where(rule => rule.Fault?.ToString() != Fault.DeliverAgain().ToString())];
}
