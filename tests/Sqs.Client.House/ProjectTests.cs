using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace Sqs.Client.House;

/// <summary>Which project may import which (docs/design.md): the arrows are a table, and no project is left out of it.</summary>
public sealed class ProjectTests
{
    private const string Signing = "Sqs.Client.Signing";
    private const string Client = "Sqs.Client";
    private const string LocalServer = "Sqs.Client.LocalServer";
    private const string AwsCredentials = "Sqs.Client.AwsCredentials";
    private const string Processing = "Sqs.Client.Processing";

    private static readonly Dictionary<string, string[]> Arrows = new(StringComparer.Ordinal)
    {
        [Signing] = [],
        [Client] = [Signing],
        [LocalServer] = [Signing],
        [Processing] = [Client],
        ["Sqs.Client.Notifications"] = [Client],
        [AwsCredentials] = [Client],
        ["Sqs.Client.LargePayload"] = [Client],
        ["Sqs.Client.Tool"] = [Client, AwsCredentials, LocalServer, Processing],
    };

    public static TheoryData<string> Projects => [.. SourceTree.Files("src", ".csproj")];

    public static TheoryData<string> Assemblies => [.. ProductAssemblies.All.Select(assembly => assembly.GetName().Name!)];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_ImportsOnlyWhatItsArrowsAllow(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        Assert.True(Arrows.TryGetValue(name, out var allowed), $"{name} has no line in the table of arrows.");
        var imported = Included(file, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));
        Verdict.None(imported.Except(allowed, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_OpensItsInternalsToNobody(string file) => Verdict.None(Included(file, "InternalsVisibleTo"));

    [Fact]
    public void Signing_StandsOnTheBclAlone()
    {
        var file = $"src/{Signing}/{Signing}.csproj";
        Verdict.None(Included(file, "PackageReference"));
        Verdict.None(Included(file, "FrameworkReference"));
        var signing = ProductAssemblies.All.Single(assembly => assembly.GetName().Name == Signing);
        Assert.All(signing.GetReferencedAssemblies(), reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Assembly_ImportsOnlyWhatItsArrowsAllow(string name)
    {
        // A project also sees what the projects below it import.
        var seen = new HashSet<string>(Arrows[name], StringComparer.Ordinal);
        while (seen.SelectMany(project => Arrows[project]).Except(seen, StringComparer.Ordinal).ToArray() is { Length: > 0 } more)
        {
            seen.UnionWith(more);
        }

        var imported = ProductAssemblies.Named(name).GetReferencedAssemblies().Select(reference => reference.Name!).Where(Arrows.ContainsKey);
        Verdict.None(imported.Except(seen, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Assembly_OpensItsInternalsToItsTestsAndTheBenchmarksOnly(string name)
    {
        var friends = ProductAssemblies.Named(name).GetCustomAttributes<InternalsVisibleToAttribute>().Select(friend => friend.AssemblyName);
        Verdict.None(friends.Except([name + ".Tests", "Sqs.Client.Benchmarks"], StringComparer.Ordinal));
    }

    private static IEnumerable<string> Included(string file, string item) =>
        XDocument.Parse(SourceTree.Text(file)).Descendants()
            .Where(element => element.Name.LocalName == item)
            .Select(element => (string?)element.Attribute("Include") ?? (string?)element.Attribute("Update") ?? "");
}
