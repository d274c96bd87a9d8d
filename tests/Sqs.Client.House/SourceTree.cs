using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Sqs.Client.House;

/// <summary>The files of the repository, as the tests of the house see them: without what a build leaves behind.</summary>
internal static class SourceTree
{
    public static CSharpParseOptions Syntax { get; } = new(LanguageVersion.Preview);

    /// <summary>All folders below a folder of the repository, relative to the repository, with forward slashes.</summary>
    public static IEnumerable<string> Folders(string root)
    {
        var start = Path.Combine(SharedMaterial.Repository, root);
        return Directory.Exists(start) ? Walk(start).Select(Relative) : [];
    }

    /// <summary>All files of one ending below a folder of the repository, relative to the repository, with forward slashes.</summary>
    public static IEnumerable<string> Files(string root, string ending)
    {
        var start = Path.Combine(SharedMaterial.Repository, root);
        return Directory.Exists(start)
            ? Walk(start).Prepend(start).SelectMany(folder => Directory.EnumerateFiles(folder, "*" + ending)).Select(Relative).Order(StringComparer.Ordinal)
            : [];
    }

    public static string Text(string file) => File.ReadAllText(Path.Combine(SharedMaterial.Repository, file));

    public static SyntaxTree Parse(string file) => Parse(file, Text(file));

    public static SyntaxTree Parse(string file, string text) => CSharpSyntaxTree.ParseText(SourceText.From(text), Syntax, file);

    /// <summary>Every C# file of these folders, parsed.</summary>
    public static IReadOnlyList<SyntaxTree> ParseAll(params IEnumerable<string> roots) =>
        [.. roots.SelectMany(root => Files(root, ".cs")).Select(file => Parse(file))];

    /// <summary>Where a piece of source stands: <c>file:line</c>.</summary>
    public static string Place(SyntaxTree tree, TextSpan span) => $"{tree.FilePath}:{tree.GetLineSpan(span).StartLinePosition.Line + 1}";

    private static IEnumerable<string> Walk(string folder) => Directory.EnumerateDirectories(folder)
        .Where(child => Path.GetFileName(child) is not ("bin" or "obj") && !Path.GetFileName(child).StartsWith('.'))
        .SelectMany(child => Walk(child).Prepend(child));

    private static string Relative(string path) => Path.GetRelativePath(SharedMaterial.Repository, path).Replace('\\', '/');
}
