namespace Sqs.Client.Faults.Figures;

/// <summary>A figure to reach: what was measured beside its goal.</summary>
/// <param name="Name">Its number in the list of figures, and what it is about.</param>
/// <param name="Goal">What is to be reached.</param>
/// <param name="Measured">What was.</param>
/// <param name="IsMet">Whether that is enough.</param>
internal sealed record Figure(string Name, string Goal, string Measured, bool IsMet)
{
    public static string Heading => "| figure | goal | measured | |\n| --- | --- | --- | --- |";

    public string Row => $"| {Name} | {Goal} | {Measured} | {(IsMet ? "met" : "missed")} |";
}
