using Sqs.Client.LocalServer;

namespace Sqs.Client.Processing.Tests.Books;

/// <summary>Each fault by itself, often: nothing is lost, and each repeated run has its reason.</summary>
public abstract class EachFaultTests(bool isFifo)
{
    private static readonly Dictionary<string, Fault> Faults = new(StringComparer.Ordinal)
    {
        ["throttled"] = Fault.Throttle(),
        ["internal error"] = Fault.InternalError(),
        ["internal error afterwards"] = Fault.InternalError(FaultMoment.AfterAction),
        ["unavailable"] = Fault.ServiceUnavailable(),
        ["reset"] = Fault.Reset(),
        ["reset afterwards"] = Fault.Reset(FaultMoment.AfterAction),
        ["closed"] = Fault.Close(),
        ["closed afterwards"] = Fault.Close(FaultMoment.AfterAction),
        ["silence"] = Fault.Hang(),
        ["silence afterwards"] = Fault.Hang(FaultMoment.AfterAction),
        ["cut"] = Fault.CutAnswer(),
        ["cut by a reset"] = Fault.CutAnswer(CutEnding.Reset),
        ["cut in a chunk"] = Fault.CutAnswer(framing: AnswerFraming.Chunked),
        ["cut without a sign"] = Fault.CutAnswer(framing: AnswerFraming.UntilClose),
        ["slow"] = Fault.SlowAnswer(5, TimeSpan.FromMilliseconds(2)),
        ["a page of HTML"] = Fault.HtmlAnswer(),
        ["empty"] = Fault.EmptyAnswer(),
        ["damaged body"] = Fault.CorruptBody(),
        ["wrong digest"] = Fault.CorruptBodyDigest(),
        ["a part of a batch"] = Fault.PartOfBatch(),
        ["expired handle"] = Fault.ExpiredReceiptHandle(),
        ["delivered again"] = Fault.DeliverAgain(),
    };

    public static TheoryData<string> Names => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task WithOneFault_TheBooksBalance(string name)
    {
        // A second delivery of a message of a group is one that a FIFO queue never makes.
        var fault = isFifo && name == "delivered again" ? Fault.None : Faults[name];
        await using var world = await World.CreateAsync(new WorldPlan(name.Length, isFifo) { Messages = 60, Chaos = TimeSpan.FromSeconds(40), Only = fault });
        await world.RunAsync();
        world.CheckBooks();
    }
}

public sealed class StandardEachFaultTests() : EachFaultTests(isFifo: false);

public sealed class FifoEachFaultTests() : EachFaultTests(isFifo: true);
