namespace Sqs.Client.House;

/// <summary>Code in the documentation is quoted from code that is compiled: each C# block stands in a file under samples/ or tests/.</summary>
public sealed class QuotedCodeTests
{
    [Fact]
    public void EveryBlock_IsQuotedFromCompiledCode()
    {
        var sources = SourceTree.Files("samples", ".cs").Concat(SourceTree.Files("tests", ".cs")).Select(file => Normal(SourceTree.Text(file))).ToArray();
        var strangers = SourceTree.Files("docs", ".md").Prepend("README.md")
            .SelectMany(file => Blocks(SourceTree.Text(file)).Select(block => (Place: $"{file}:{block.Line}", Code: Normal(block.Code))))
            .Where(block => !sources.Any(source => source.Contains(block.Code, StringComparison.Ordinal)))
            .Select(block => $"{block.Place} is in no .cs file under samples/ or tests/");
        Verdict.None(strangers);
    }

    [Fact]
    public void Blocks_AreFoundAndCompared()
    {
        const string Markdown = "text\n```csharp\n  var  x = 1;\n\nGo(x);\n```\n```json\n{}\n```\n - list\n   ```cs\n   Stop();\n   ```\n";
        Assert.Equal([(2, "  var  x = 1;\n\nGo(x);\n"), (11, "   Stop();\n")], Blocks(Markdown));
        Assert.Contains(Normal("var x = 1;\nGo(x);"), Normal("void F()\r\n{\r\n    var x =  1;\r\n\r\n    Go(x);\r\n}\r\n"), StringComparison.Ordinal);
        Assert.DoesNotContain(Normal("var x = 1;"), Normal("    var xx = 1;\n"), StringComparison.Ordinal);
        Assert.DoesNotContain(Normal("Go(x)"), Normal("Go(x);"), StringComparison.Ordinal);
    }

    private static IEnumerable<(int Line, string Code)> Blocks(string markdown)
    {
        var lines = markdown.ReplaceLineEndings("\n").Split('\n');
        for (var start = 0; start < lines.Length; start++)
        {
            var fence = lines[start].Trim();
            if (!fence.StartsWith("```", StringComparison.Ordinal))
            {
                continue;
            }

            var end = Array.FindIndex(lines, start + 1, line => line.Trim() == "```");
            end = end < 0 ? lines.Length : end;
            if (fence[3..].Trim().Split(' ')[0] is "csharp" or "cs" or "c#" or "C#")
            {
                yield return (start + 1, string.Concat(lines[(start + 1)..end].Select(line => line + "\n")));
            }

            start = end;
        }
    }

    /// <summary>Whole lines without indentation, with single spaces, without the empty ones.</summary>
    private static string Normal(string code) => "\n" + string.Concat(code.ReplaceLineEndings("\n").Split('\n')
        .Select(line => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))
        .Where(line => line.Length > 0)
        .Select(line => line + "\n"));
}
