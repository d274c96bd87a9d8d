using System.Runtime.CompilerServices;

namespace Sqs.Client.Testing;

/// <summary>
/// Where the specifications and vectors lie that every developer and CI have beside the checkout (<c>../shared</c>). A user's clone
/// does not have them: a test that needs them is skipped there and says so. In CI (<c>CI=true</c>) their absence is a failure.
/// </summary>
internal static class SharedMaterial
{
    public static string Repository { get; } = FindRepository();

    public static string Path(params ReadOnlySpan<string> parts)
    {
        var path = System.IO.Path.GetFullPath(System.IO.Path.Combine([Repository, "..", "shared", .. parts]));
        if (!File.Exists(path) && !Directory.Exists(path))
        {
            var name = "../shared/" + string.Join('/', parts.ToArray());
            if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            {
                Assert.Fail($"{name} is missing, and CI must not skip what it proves.");
            }

            Assert.Skip($"{name} is not beside this clone; the test that reads it cannot run.");
        }

        return path;
    }

    /// <summary>The lines of a vector file, without the empty ones.</summary>
    public static IEnumerable<string> Lines(params ReadOnlySpan<string> parts) =>
        File.ReadLines(Path(parts)).Where(line => line.Length > 0);

    private static string FindRepository([CallerFilePath] string thisFile = "")
    {
        // Deterministic CI builds rewrite source paths, so walk up from the test assembly first.
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Sqs.Client.sln")))
            {
                return folder.FullName;
            }
        }

        return System.IO.Path.GetFullPath(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(thisFile)!, ".."));
    }
}
