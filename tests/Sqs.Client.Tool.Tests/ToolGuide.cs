using System.Text;

namespace Sqs.Client.Tool.Tests;

/// <summary>The commands that the tool's guide shows: those of its table and those of its shell blocks.</summary>
internal static class ToolGuide
{
    private static readonly string[] Lines = File.ReadAllLines(Path.Combine(SharedMaterial.Repository, "docs/guides/tool.md"));

    /// <summary>The rows of the table of commands.</summary>
    public static IReadOnlyList<(string Name, string Example)> Rows { get; } =
    [
        .. Lines.SkipWhile(line => !line.StartsWith("| command |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|'))
            .Select(line => line.Split('`')).Select(parts => (parts[1], parts[3])),
    ];

    /// <summary>The words of each command behind <c>sqs</c>.</summary>
    public static IEnumerable<string[]> Commands => Rows.Select(row => row.Example).Concat(ShellLines()).Select(line => Words(line)[1..]);

    private static IEnumerable<string> ShellLines()
    {
        var isShell = false;
        foreach (var line in Lines)
        {
            isShell = line.StartsWith("```", StringComparison.Ordinal) ? line == "```sh" : isShell;
            if (isShell && line.StartsWith("sqs ", StringComparison.Ordinal))
            {
                yield return line;
            }
        }
    }

    /// <summary>As a shell cuts them, where there are single quotes and nothing else of a shell's.</summary>
    private static string[] Words(string line)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var isQuoted = false;
        foreach (var unit in line + " ")
        {
            if (unit == '\'')
            {
                isQuoted = !isQuoted;
            }
            else if (unit == ' ' && !isQuoted)
            {
                words.Add(word.ToString());
                _ = word.Clear();
            }
            else
            {
                _ = word.Append(unit);
            }
        }

        return [.. words];
    }
}
