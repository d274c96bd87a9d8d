using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sqs.Client.House;

/// <summary>
/// The rooms of a project and the floors that they lie on. A room imports rooms of lower floors only. Namespaces do not tell rooms apart, so
/// every name in the source is resolved to the file that declares what it means.
/// </summary>
/// <param name="root">The folder of the project, relative to the repository.</param>
/// <param name="floors">The floor of each folder; the empty name is for files outside all folders.</param>
internal sealed class Rooms(string root, IReadOnlyDictionary<string, int> floors)
{
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; "
        + "global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly Lazy<PortableExecutableReference[]> Trusted = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))]);

    /// <summary>The folder that a file lies in, its first part; empty for a file outside all folders.</summary>
    public string RoomOf(string file)
    {
        var path = file[(root.Length + 1)..];
        var slash = path.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? "" : path[..slash];
    }

    /// <summary>The files that lie in a folder without a floor.</summary>
    public IEnumerable<string> Homeless(IEnumerable<SyntaxTree> trees) =>
        trees.Select(tree => tree.FilePath).Where(file => !floors.ContainsKey(RoomOf(file)));

    /// <summary>What cannot be resolved at all: with it in the way, violations might go unseen.</summary>
    public IEnumerable<string> Unresolved(IReadOnlyList<SyntaxTree> trees) => Compile(trees).GetDiagnostics()
        .Where(diagnostic => diagnostic.Id is "CS0234" or "CS0246" or "CS0400" or "CS1069")
        .Select(diagnostic => diagnostic.ToString());

    /// <summary>Every use of a room from a floor that is not above it, as <c>file:line uses X of room Y</c>.</summary>
    public IEnumerable<string> Violations(IReadOnlyList<SyntaxTree> trees)
    {
        var compilation = Compile(trees);
        return trees.SelectMany(tree => Violations(tree, compilation.GetSemanticModel(tree))).Distinct(StringComparer.Ordinal);
    }

    // The project itself is among the trusted assemblies of its tests; here it is what is being compiled.
    private IEnumerable<MetadataReference> References => Trusted.Value.Where(reference => Path.GetFileNameWithoutExtension(reference.FilePath) != Path.GetFileName(root));

    private CSharpCompilation Compile(IReadOnlyList<SyntaxTree> trees) => CSharpCompilation.Create(
        "House",
        [.. trees, SourceTree.Parse("ImplicitUsings.g.cs", ImplicitUsings)],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static IEnumerable<ISymbol> Meant(SemanticModel model, SyntaxNode node)
    {
        var info = model.GetSymbolInfo(node);
        var symbols = info.Symbol is { } one ? [one] : info.CandidateSymbols;
        return symbols.Select(symbol => symbol switch
        {
            IMethodSymbol { ReducedFrom: { } extension } => extension,
            IAliasSymbol alias => alias.Target,
            _ => symbol,
        }).Where(symbol => symbol is not INamespaceSymbol);
    }

    private IEnumerable<string> Violations(SyntaxTree tree, SemanticModel model)
    {
        var room = RoomOf(tree.FilePath);
        var floor = floors.GetValueOrDefault(room, -1);
        foreach (var node in tree.GetRoot().DescendantNodes().Where(node => node is SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax))
        {
            foreach (var symbol in Meant(model, node))
            {
                // A partial type may have a part in a generated file, which lies in no room.
                var homes = Declaration(symbol).DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree.FilePath)
                    .Where(file => file.StartsWith(root + "/", StringComparison.Ordinal)).Select(RoomOf).ToArray();
                if (homes.Length > 0 && !homes.Any(home => home == room || floors.GetValueOrDefault(home, int.MaxValue) < floor))
                {
                    yield return $"{SourceTree.Place(tree, node.Span)} uses {Name(symbol)} of room {(homes[0].Length == 0 ? "(root)" : homes[0])}";
                }
            }
        }
    }

    /// <summary>What stands in a file: the symbol, or its type where the compiler made the symbol (a constructor, a member of a record).</summary>
    private static ISymbol Declaration(ISymbol symbol) =>
        symbol.OriginalDefinition is { DeclaringSyntaxReferences.IsEmpty: true, ContainingType: { } type } ? type : symbol.OriginalDefinition;

    private static string Name(ISymbol symbol) => symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? symbol.ContainingType.Name : symbol.Name;
}
