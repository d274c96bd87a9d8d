using System.Diagnostics;
using Sqs.Client.Tool.Completions;

namespace Sqs.Client.Tool.Tests.Completions;

/// <summary><c>sqs completions</c>: what the tool suggests, and the script of the shell that is there, which asks the built tool.</summary>
public sealed class CompletionsCommandTests
{
    [Theory]
    [InlineData("", "queues", "send", "receive", "move", "presign", "stats", "local", "completions")]
    [InlineData("queues ", "list", "create", "show", "set", "tag", "untag", "purge", "delete")]
    [InlineData("rec", "receive")]
    [InlineData("receive orders --v", "--visibility")]
    [InlineData("queues list --protocol ", "query", "json")]
    [InlineData("stats q --output ", "table", "json")]
    [InlineData("presign q ", "send", "receive", "attributes", "purge")]
    [InlineData("completions ", "bash", "zsh", "fish", "pwsh")]
    public async Task Suggestions_AreTheWordsThatMayFollow(string line, params string[] words)
    {
        await using var run = ToolRun.Start($"[suggest:{line.Length}]", line);
        Assert.Equal(ExitCodes.Done, await run.EndAsync());
        Assert.Empty(words.Except(run.Seen));
        Assert.DoesNotContain("Json", run.Seen);
    }

    [Fact]
    public async Task Script_IsPrinted_ForEachShell()
    {
        foreach (var (shell, text) in ShellScripts.All)
        {
            await using var run = ToolRun.Start("completions", shell);
            Assert.Equal(ExitCodes.Done, await run.EndAsync());
            Assert.Equal(text.ReplaceLineEndings("\n"), string.Join('\n', run.Seen) + "\n");
            Assert.Contains("sqs \"[suggest:", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Shell_ThatIsNotKnown_IsRefused()
    {
        await using var run = ToolRun.Start("completions", "tcsh");
        Assert.Equal(ExitCodes.Misused, await run.EndAsync());
        Assert.StartsWith("sqs: SHELL is one of bash, zsh, fish, pwsh.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sqs que", 1, "queues")]
    [InlineData("sqs queues cr", 2, "create")]
    [InlineData("sqs queues create q --dead", 4, "--dead-letter")]
    [InlineData("sqs receive q --protocol j", 4, "json")]
    public async Task Bash_Completes(string line, int word, string completion)
    {
        var tool = Path.Combine(AppContext.BaseDirectory, "Sqs.Client.Tool.dll");
        var script = $$"""
            sqs() { "{{Environment.ProcessPath switch { { } own when Path.GetFileNameWithoutExtension(own) == "dotnet" => own, _ => "dotnet" }}}" "{{tool}}" "$@"; }
            {{ShellScripts.All[0].Text}}
            complete -p sqs > /dev/null || exit 1
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}} COMP_CWORD={{word}} COMP_WORDS=({{line}})
            _sqs_complete
            printf '%s\n' "${COMPREPLY[@]}"
            """;
        Assert.Equal(completion, await BashAsync(script));
    }

    private static async Task<string> BashAsync(string script)
    {
        var start = new ProcessStartInfo("bash", ["-c", script.ReplaceLineEndings("\n")]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        Process bash;
        try
        {
            bash = Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("There is no bash on this machine.");
            throw;
        }

        using (bash)
        {
            var error = bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(bash.ExitCode == 0, await error);
            return output.Trim();
        }
    }
}
