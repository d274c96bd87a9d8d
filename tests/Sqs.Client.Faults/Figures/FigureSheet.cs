using System.Globalization;
using Sqs.Client.Faults.Books;

namespace Sqs.Client.Faults.Figures;

/// <summary>Figures beside their goals, as they are measured.</summary>
internal sealed class FigureSheet
{
    private readonly List<Figure> _figures = [];

    public bool AllMet => _figures.All(figure => figure.IsMet);

    /// <summary>Notes whether the books of some runs balance.</summary>
    public void Balanced(string name, IReadOnlyList<BooksReport> runs)
    {
        var offences = runs.SelectMany(run => run.Offences().Select(offence => $"seed {run.Plan.Seed}: {offence}")).ToList();
        _figures.Add(new Figure(name, "lost, unexpected, left = 0; own exceptions only", offences.Count == 0 ? "holds" : string.Join("; ", offences.Take(3)), offences.Count == 0));
    }

    public void AtMost(string name, double goal, double measured) => _figures.Add(new Figure(name, $"<= {Text(goal)}", Text(measured), measured <= goal));

    public void AtLeast(string name, double goal, double measured) => _figures.Add(new Figure(name, $">= {Text(goal)}", Text(measured), measured >= goal));

    public override string ToString() => $"{Figure.Heading}\n{string.Join('\n', _figures.Select(figure => figure.Row))}";

    private static string Text(double number) => number.ToString("0.##", CultureInfo.InvariantCulture);
}
