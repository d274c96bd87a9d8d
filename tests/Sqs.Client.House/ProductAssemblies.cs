using System.Reflection;

namespace Sqs.Client.House;

/// <summary>The assemblies of src that lie beside these tests: reference a project, and its assembly is looked at.</summary>
internal static class ProductAssemblies
{
    public static IReadOnlyList<Assembly> All { get; } = [.. SourceTree.Files("src", ".csproj")
        .Select(file => Path.GetFileNameWithoutExtension(file))
        .Where(name => File.Exists(Path.Combine(AppContext.BaseDirectory, name + ".dll")))
        .Select(name => Assembly.Load(name))];

    public static Assembly Named(string name) => All.Single(assembly => assembly.GetName().Name == name);
}
