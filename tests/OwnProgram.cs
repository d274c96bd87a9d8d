using System.Diagnostics;
using System.Globalization;

namespace Sqs.Client.Testing;

/// <summary>The program of the running tests once more, in a process and an environment of its own.</summary>
internal static class OwnProgram
{
    private static readonly TimeSpan LongestTests = TimeSpan.FromMinutes(2);

    /// <summary>Runs methods of the same tests under a variable of the environment, and fails unless all of them pass.</summary>
    /// <param name="variable">The variable; its value is 1.</param>
    /// <param name="atLeast">How many tests that must be, so that a mistyped name cannot pass.</param>
    /// <param name="methods">The full names of the methods.</param>
    public static async Task AssertPassesAsync(string variable, int atLeast, params string[] methods)
    {
        var (exitCode, said) = await RunAsync(methods.SelectMany(method => (string[])["-method", method]).Append("-noColor"), LongestTests, (variable, "1"));
        Assert.True(exitCode == 0, said);
        var total = said.Split("Total: ")[^1].Split(',')[0];
        Assert.True(int.Parse(total, CultureInfo.InvariantCulture) >= atLeast, said);
    }

    /// <summary>Runs the program to its end; a process that does not end in time is killed.</summary>
    /// <returns>Its exit code, -1 if it was killed, and all that it wrote.</returns>
    public static async Task<(int ExitCode, string Said)> RunAsync(IEnumerable<string> arguments, TimeSpan longest, params IEnumerable<(string Name, string Value)> environment)
    {
        var info = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (name, value) in environment)
        {
            info.Environment[name] = value;
        }

        using var process = Process.Start(info)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(longest);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return (-1, $"{await output}{await errors}\nIt did not end within {longest}.");
        }

        return (process.ExitCode, await output + await errors);
    }
}
