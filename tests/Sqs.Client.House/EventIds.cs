using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sqs.Client.House;

/// <summary>The event ids of the logs: what the sources use and what the table in docs/design.md allots.</summary>
internal static class EventIds
{
    /// <summary>Every [LoggerMessage] of these files: where it stands, its project, and its id (null when it is not a plain number).</summary>
    public static IEnumerable<(string Place, string Project, int? Id)> Used(IEnumerable<SyntaxTree> trees) =>
        from tree in trees
        from attribute in tree.GetRoot().DescendantNodes().OfType<AttributeSyntax>()
        where attribute.Name.ToString() is "LoggerMessage" or "LoggerMessageAttribute"
        select (SourceTree.Place(tree, attribute.Span), tree.FilePath.Split('/')[1], IdOf(attribute));

    /// <summary>The rows <c>project | range</c> of the table under the heading "Event ids"; no range for "none".</summary>
    public static IReadOnlyDictionary<string, (int First, int Last)?> Table(string markdown)
    {
        var lines = markdown.ReplaceLineEndings("\n").Split('\n');
        var heading = Array.FindIndex(lines, line => line.StartsWith('#') && line.TrimStart('#').Trim().StartsWith("Event ids", StringComparison.OrdinalIgnoreCase));
        return lines.Skip(heading < 0 ? lines.Length : heading + 1)
            .TakeWhile(line => !line.StartsWith('#'))
            .Where(line => line.StartsWith('|'))
            .Skip(2)
            .Select(line => line.Trim('|', ' ').Split('|').Select(cell => cell.Trim(' ', '`')).ToArray())
            .ToDictionary(cells => cells[0], cells => Range(cells[1]), StringComparer.Ordinal);
    }

    private static (int First, int Last)? Range(string text)
    {
        var ends = text.Replace(",", "", StringComparison.Ordinal).Split(['-', '–'], StringSplitOptions.TrimEntries);
        return ends.Length == 2 ? (Number(ends[0]), Number(ends[1])) : null;
    }

    private static int? IdOf(AttributeSyntax attribute)
    {
        var arguments = attribute.ArgumentList?.Arguments ?? default;
        var named = arguments.FirstOrDefault(argument =>
            argument.NameEquals?.Name.Identifier.ValueText == "EventId" || argument.NameColon?.Name.Identifier.ValueText == "eventId");
        var first = named ?? arguments.FirstOrDefault(argument => argument is { NameEquals: null, NameColon: null });
        return first?.Expression is LiteralExpressionSyntax { Token.Value: int id } ? id : null;
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
