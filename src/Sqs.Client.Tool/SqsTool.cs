using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using Sqs.Client.Signing;
using Sqs.Client.Tool.Completions;
using Sqs.Client.Tool.Local;
using Sqs.Client.Tool.Messages;
using Sqs.Client.Tool.Moves;
using Sqs.Client.Tool.Policies;
using Sqs.Client.Tool.Presigning;
using Sqs.Client.Tool.Queues;
using Sqs.Client.Tool.Stats;

namespace Sqs.Client.Tool;

/// <summary>The command <c>sqs</c>: its commands, and how their failures are told.</summary>
/// <param name="host">What surrounds the run.</param>
internal sealed class SqsTool(ToolHost host)
{
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(10);

    /// <summary>Runs one command line to its end; Ctrl+C, SIGTERM and the token stop it.</summary>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken stop)
    {
        var parsed = Root().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is ParseErrorAction)
        {
            return TellMisuse(parsed);
        }

        var invocation = new InvocationConfiguration
        {
            Output = host.Lines,
            Error = host.Error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = LongestStop,
        };
        try
        {
            return await parsed.InvokeAsync(invocation, stop).ConfigureAwait(false);
        }
        catch (ToolException failure)
        {
            return Tell(failure.Message, failure.ExitCode);
        }
        catch (SqsValidationException refused)
        {
            return Tell(refused.Message, ExitCodes.Misused);
        }
        catch (CredentialsUnavailableException missing)
        {
            return Tell(missing.Message, ExitCodes.Failed);
        }
        catch (SqsException failure)
        {
            return Tell(failure.RequestId is { } id ? $"{failure.Message} (request {id})" : failure.Message, ExitCodes.Failed);
        }
        catch (OperationCanceledException)
        {
            return Tell("stopped before the end.", ExitCodes.Cancelled);
        }
    }

    private RootCommand Root() => new("Amazon SQS from a shell.")
    {
        HelpName = "sqs",
        Subcommands =
        {
            new QueuesCommand(host).ToCommand(),
            new SendCommand(host).ToCommand(),
            new ReceiveCommand(host).ToCommand(),
            new MoveCommand(host).ToCommand(),
            new PolicyCommand(host).ToCommand(),
            new PresignCommand(host).ToCommand(),
            new StatsCommand(host).ToCommand(),
            new LocalCommand(host.Console, host.Error, host.Time).ToCommand(),
            new CompletionsCommand(host).ToCommand(),
        },
    };

    private int Tell(string message, int exitCode)
    {
        host.Error.WriteLine($"sqs: {message}");
        return exitCode;
    }

    private int TellMisuse(ParseResult parsed)
    {
        foreach (var wrong in parsed.Errors)
        {
            host.Error.WriteLine($"sqs: {parsed.UnmatchedTokens.Aggregate(wrong.Message, Redact)}");
        }

        var path = new Stack<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Command: not RootCommand } command; at = command.Parent)
        {
            path.Push(command.Command.Name);
        }

        host.Error.WriteLine($"See '{string.Join(' ', path.Prepend("sqs"))} --help'.");
        return ExitCodes.Misused;
    }

    /// <summary>A misplaced <c>ID=SECRET</c> is not repeated.</summary>
    private static string Redact(string message, string token) =>
        token.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at ? message.Replace(token, token[..(at + 1)] + "...", StringComparison.Ordinal) : message;
}
