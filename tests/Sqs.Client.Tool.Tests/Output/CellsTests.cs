using FsCheck;
using FsCheck.Fluent;
using Sqs.Client.Tool.Output;

namespace Sqs.Client.Tool.Tests.Output;

public sealed class CellsTests
{
    /// <summary>Whatever a stranger wrote, nothing moves the cursor, and nothing that can be seen is lost.</summary>
    [Fact]
    public void NoCharacterOfControl_GetsThrough() => Prop.ForAll<string?>(given =>
    {
        var text = (given ?? "") + "\u001b[2J\u009b\tend\n";
        var (line, lines) = (Cells.OnOneLine(text), Cells.OnManyLines(text));
        var visible = string.Concat(text.Where(unit => !char.IsControl(unit)));
        return !line.Any(char.IsControl) && lines.All(unit => unit == '\n' || !char.IsControl(unit)) && lines.Count(unit => unit == '\n') == text.Count(unit => unit == '\n')
            && line.Length >= visible.Length && visible.Where(unit => unit != '\\').All(unit => line.Contains(unit, StringComparison.Ordinal));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Controls_AreWrittenAsInJson() =>
        Assert.Equal((@"a\tb\r\n\u001bc", "a\\tb\\r\n\\u001bc"), (Cells.OnOneLine("a\tb\r\n\u001bc"), Cells.OnManyLines("a\tb\r\n\u001bc")));
}
