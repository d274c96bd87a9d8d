using System.Diagnostics;
using System.Globalization;

namespace Sqs.Client.Testing;

/// <summary>The program of the running tests once more, in a process and an environment of its own.</summary>
internal static class OwnProgram
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>Runs methods of the same tests under a variable of the environment, and fails unless all of them pass.</summary>
    /// <param name="variable">The variable; its value is 1.</param>
    /// <param name="atLeast">How many tests that must be, so that a mistyped name cannot pass.</param>
    /// <param name="methods">The full names of the methods.</param>
    public static async Task AssertPassesAsync(string variable, int atLeast, params string[] methods)
    {
        var info = new ProcessStartInfo(Environment.ProcessPath!, methods.SelectMany(method => (string[])["-method", method]).Append("-noColor"))
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        info.Environment[variable] = "1";
        using var process = Process.Start(info)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Longest);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(CancellationToken.None), process.StandardError.ReadToEndAsync(CancellationToken.None));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }

        var said = await output + await errors;
        Assert.True(process.ExitCode == 0, said);
        var total = said.Split("Total: ")[^1].Split(',')[0];
        Assert.True(int.Parse(total, CultureInfo.InvariantCulture) >= atLeast, said);
    }
}
