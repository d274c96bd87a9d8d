using System.CommandLine;
using Spectre.Console;

namespace Sqs.Client.Tool.Local;

/// <summary><c>sqs local</c>: starts the embedded server and shows what lies in its queues until it is stopped.</summary>
internal sealed class LocalCommand(IAnsiConsole console, TextWriter error, TimeProvider time)
{
    private const string Description = """
        Starts an SQS server on 127.0.0.1 that keeps everything in memory. It speaks both protocols of SQS, checks signatures and policies, and
        shows what lies in its queues until Ctrl+C.
        """;

    public Command ToCommand()
    {
        var arguments = new LocalArguments();
        var command = new Command("local", Description.ReplaceLineEndings(" "));
        foreach (var option in arguments.Options)
        {
            command.Add(option);
        }

        command.SetAction((parsed, stop) => new LocalSession(arguments.Read(parsed), console, error, time).RunAsync(stop));
        return command;
    }
}
