namespace Sqs.Client.Tool.Stats;

/// <summary>Numbers as a row of bars, the highest of them as high as a line is.</summary>
internal static class Sparkline
{
    private const string Bars = "▁▂▃▄▅▆▇█";

    /// <summary>A bar for each number: the lowest stands for none, any other for some.</summary>
    public static string Of(IReadOnlyCollection<long> numbers)
    {
        var most = numbers.Count == 0 ? 0 : numbers.Max();
        return string.Concat(numbers.Select(number => Bars[number == 0 ? 0 : Math.Max(1, (int)(number * (Bars.Length - 1) / (double)most))]));
    }
}
