using System.CommandLine;
using System.CommandLine.Invocation;
using Spectre.Console;
using Sqs.Client.Tool.Local;

namespace Sqs.Client.Tool;

/// <summary>The command <c>sqs</c>: its commands, and how their failures are told.</summary>
/// <param name="console">Where the commands write; a terminal or not.</param>
/// <param name="error">Where failures are told.</param>
/// <param name="time">The clock of everything.</param>
internal sealed class SqsTool(IAnsiConsole console, TextWriter error, TimeProvider time)
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    /// <summary>Runs one command line to its end; Ctrl+C, SIGTERM and the token stop it.</summary>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken stop)
    {
        var root = new RootCommand("Amazon SQS from a shell.") { new LocalCommand(console, error, time).ToCommand() };
        root.HelpName = "sqs";
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            return TellMisuse(parsed);
        }

        var invocation = new InvocationConfiguration
        {
            Output = console.Profile.Out.Writer,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = LongestStop,
        };
        try
        {
            return await parsed.InvokeAsync(invocation, stop).ConfigureAwait(false);
        }
        catch (ToolException failure)
        {
            error.WriteLine($"sqs: {failure.Message}");
            return failure.ExitCode;
        }
    }

    private int TellMisuse(ParseResult parsed)
    {
        foreach (var wrong in parsed.Errors)
        {
            error.WriteLine($"sqs: {parsed.UnmatchedTokens.Aggregate(wrong.Message, Redact)}");
        }

        var command = parsed.CommandResult.Command is RootCommand ? "" : " " + parsed.CommandResult.Command.Name;
        error.WriteLine($"See 'sqs{command} --help'.");
        return ExitCodes.Misused;
    }

    /// <summary>A misplaced <c>ID=SECRET</c> is not repeated.</summary>
    private static string Redact(string message, string token) =>
        token.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at ? message.Replace(token, token[..(at + 1)] + "...", StringComparison.Ordinal) : message;
}
