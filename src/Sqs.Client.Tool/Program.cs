using Spectre.Console;

namespace Sqs.Client.Tool;

/// <summary>Where the process begins.</summary>
internal static class Program
{
    public static Task<int> Main(string[] arguments) =>
        new SqsTool(AnsiConsole.Create(new AnsiConsoleSettings()), Console.Error, TimeProvider.System).RunAsync(arguments, CancellationToken.None);
}
