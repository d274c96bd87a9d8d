using FsCheck;
using FsCheck.Fluent;
using Sqs.Client.Tool.Stats;

namespace Sqs.Client.Tool.Tests.Stats;

public sealed class SparklineTests
{
    /// <summary>Order is kept, none is the lowest bar and alone so, and the highest is as high as a line.</summary>
    [Fact]
    public void Bars_AreAsHighAsTheirNumbers() => Prop.ForAll<NonNegativeInt[]>(given =>
    {
        var numbers = given.Select(number => (long)number.Get).ToArray();
        var bars = Sparkline.Of(numbers);
        return bars.Length == numbers.Length
            && Enumerable.Range(0, bars.Length).All(at => bars[at] == '▁' == (numbers[at] == 0) && (numbers[at] == 0 || numbers[at] != numbers.Max() || bars[at] == '█'))
            && numbers.Zip(bars).OrderBy(pair => pair.First).Select(pair => pair.Second).ToArray() is var sorted && sorted.SequenceEqual(sorted.Order());
    }).QuickCheckThrowOnFailure();
}
