namespace Sqs.Client.Benchmarks.Quick;

/// <summary>The tables that are kept beside the benchmarks.</summary>
internal static class ResultFiles
{
    public static void Write(string name, string text)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Sqs.Client.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("A run writes its table into the repository; it was started outside.");
        }

        var results = Directory.CreateDirectory(Path.Combine(folder.FullName, "benchmarks", "results"));
        File.WriteAllText(Path.Combine(results.FullName, name), text);
    }
}
