using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sqs.Client.House;

/// <summary>Manners of the source tree: names and depth of folders, and what no file holds.</summary>
public sealed class TreeTests
{
    private static readonly string[] Roots = ["src", "tests", "samples"];
    private static readonly HashSet<string> JunkNames = new(StringComparer.OrdinalIgnoreCase) { "Utils", "Helpers", "Common", "Core", "Internal", "Misc", "Extensions" };
    private static readonly HashSet<string> Generators = new(StringComparer.Ordinal) { "LoggerMessage", "OptionsValidator", "JsonSerializable" };
    private static readonly string[] Leftovers = ["TODO", "FIXME", "HACK"];

    [Fact]
    public void Folders_SayWhatIsInThem() =>
        Verdict.None(Roots.SelectMany(SourceTree.Folders).Where(folder => JunkNames.Contains(Path.GetFileName(folder))));

    [Fact]
    public void Folders_AreAtMostTwoLevelsBelowTheirProject()
    {
        var projects = Roots.SelectMany(root => SourceTree.Files(root, ".csproj")).Select(file => Path.GetDirectoryName(file)!.Replace('\\', '/'));
        var deep = projects.SelectMany(project => SourceTree.Folders(project).Where(folder => folder[(project.Length + 1)..].Split('/').Length > 2));
        Verdict.None(deep);
    }

    [Fact]
    public void Files_HoldNoLeftovers() => Verdict.None(SourceTree.ParseAll([.. Roots, "benchmarks"]).SelectMany(Offences));

    [Theory]
    [InlineData("#region x\n#endregion\nclass A;", 1)]
    [InlineData("partial class A;", 1)]
    [InlineData("sealed partial class A { [LoggerMessage(1)] partial void Log(); }", 0)]
    [InlineData("[JsonSerializable(typeof(int))] partial class A;", 0)]
    [InlineData("// TODO: more\nclass A;", 1)]
    [InlineData("/* a HACK, FIXME */ class A;", 2)]
    [InlineData("/// <summary>TODO</summary>\nclass A;", 1)]
    [InlineData("// todo lists and METHODOLOGY\nclass A { string _s = \"TODO\"; }", 0)]
    [InlineData("class A { void F() => throw new System.NotImplementedException(); }", 1)]
    public void Offences_AreFound(string source, int count) => Assert.Equal(count, Offences(SourceTree.Parse("A.cs", source)).Count());

    private static IEnumerable<string> Offences(SyntaxTree tree)
    {
        var root = tree.GetRoot();
        var isGenerated = root.DescendantNodes().OfType<AttributeSyntax>().Any(attribute => Generators.Contains(attribute.Name.ToString()));
        var regions = root.DescendantNodes(descendIntoTrivia: true).OfType<RegionDirectiveTriviaSyntax>()
            .Select(region => (region.Span, What: "#region"));
        var partials = root.DescendantNodes().OfType<TypeDeclarationSyntax>()
            .Where(type => !isGenerated && type.Modifiers.Any(SyntaxKind.PartialKeyword))
            .Select(type => (type.Identifier.Span, What: "a partial type"));
        var unwritten = root.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.ValueText == "NotImplementedException")
            .Select(name => (name.Span, What: "NotImplementedException"));
        var comments = root.DescendantTrivia().Where(IsComment)
            .SelectMany(comment => Leftovers.Where(word => Words(comment.ToFullString()).Contains(word)).Select(word => (comment.Span, What: word)));
        return regions.Concat(partials).Concat(unwritten).Concat(comments).Select(offence => $"{SourceTree.Place(tree, offence.Span)} holds {offence.What}");
    }

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
        or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;

    private static HashSet<string> Words(string text) =>
        new string([.. text.Select(unit => char.IsAsciiLetter(unit) ? unit : ' ')]).Split(' ').ToHashSet(StringComparer.Ordinal);
}
