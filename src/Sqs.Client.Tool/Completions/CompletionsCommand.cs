using System.CommandLine;
using System.CommandLine.Parsing;

namespace Sqs.Client.Tool.Completions;

/// <summary><c>sqs completions</c>: prints what makes a shell complete the tool's commands and options.</summary>
internal sealed class CompletionsCommand(ToolHost host)
{
    private const string Description = """
        Prints a script that makes a shell complete the commands and options of sqs. It asks the tool itself, so it needs no renewal after an update.
        """;

    private readonly Argument<string?> _shell = new("SHELL") { Description = $"The shell: {ShellScripts.Names}.", CustomParser = Shell };

    public Command ToCommand()
    {
        _shell.CompletionSources.Add([.. ShellScripts.All.Select(script => script.Shell)]);
        var command = new Command("completions", Description.ReplaceLineEndings(" ")) { _shell };
        command.SetAction(parsed =>
        {
            host.Lines.Write(ShellScripts.All.First(script => script.Shell == parsed.GetRequiredValue(_shell)).Text);
            return ExitCodes.Done;
        });
        return command;
    }

    private static string? Shell(ArgumentResult result)
    {
        var name = result.Tokens[0].Value;
        if (ShellScripts.All.Any(script => script.Shell == name))
        {
            return name;
        }

        result.AddError($"SHELL is one of {ShellScripts.Names}.");
        return null;
    }
}
