using System.Collections.Concurrent;

namespace Sqs.Client.Interop.Peers;

/// <summary>Finds programs on this machine that can play a peer. What is not there is named, with what would bring it.</summary>
internal static class Programs
{
    private static readonly ConcurrentDictionary<string, Task<string?>> Found = new(StringComparer.Ordinal);

    /// <summary>A Python that runs a line of code; the one that an environment variable names, or the first on the PATH. Skips the test if none does.</summary>
    /// <param name="what">What is looked for, for people.</param>
    /// <param name="variable">The environment variable that names a Python.</param>
    /// <param name="probe">Code that must end without an error.</param>
    public static async Task<string> PythonAsync(string what, string variable, string probe)
    {
        var own = Environment.GetEnvironmentVariable(variable);
        var candidates = string.IsNullOrEmpty(own) ? OnPath("python3") : [own];
        return await FirstAsync(what, candidates, ["-c", probe], static _ => true)
            ?? throw Skip($"{what} is not installed: no python3 on the PATH runs '{probe}' ({variable} can name another Python).");
    }

    /// <summary>A program on the PATH whose answer to some arguments is as it should be. Skips the test if there is none.</summary>
    public static async Task<string> OnPathAsync(string what, string name, string argument, Func<string, bool> isRight) =>
        await FirstAsync(what, OnPath(name), [argument], isRight) ?? throw Skip($"{what} is not installed: no {name} on the PATH is one.");

    /// <summary>Skips the test; never returns.</summary>
    public static Exception Skip(string reason)
    {
        Console.WriteLine($"Skipped: {reason}");
        Assert.Skip(reason);
        return new InvalidOperationException(reason);
    }

    /// <summary>The first of some programs whose answer is as it should be; null if there is none. Looked for once.</summary>
    public static Task<string?> FirstAsync(string what, string[] candidates, string[] arguments, Func<string, bool> isRight) =>
        Found.GetOrAdd(what, async _ =>
        {
            foreach (var candidate in candidates)
            {
                var (code, output) = await Child.RunAsync(candidate, arguments, TimeSpan.FromSeconds(30));
                if (code == 0 && isRight(output))
                {
                    return candidate;
                }
            }

            return null;
        });

    /// <summary>The programs of a name, in the order of the PATH.</summary>
    public static string[] OnPath(string name) =>
        [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .Where(File.Exists)
            .Distinct(StringComparer.Ordinal)];
}
