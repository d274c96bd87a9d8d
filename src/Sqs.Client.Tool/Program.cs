using Spectre.Console;

namespace Sqs.Client.Tool;

/// <summary>Where the process begins.</summary>
internal static class Program
{
    public static Task<int> Main(string[] arguments) => new SqsTool(new ToolHost
    {
        Console = AnsiConsole.Create(new AnsiConsoleSettings { ColorSystem = Colours(Environment.GetEnvironmentVariable) }),
        Error = Console.Error,
        Time = TimeProvider.System,
        Variables = Environment.GetEnvironmentVariable,
        OpenInput = Console.OpenStandardInput,
        OpenOutput = Console.OpenStandardOutput,
        HasReader = !Console.IsInputRedirected,
    }).RunAsync(arguments, CancellationToken.None);

    /// <summary>None where NO_COLOR holds anything (no-color.org); else what the terminal can do.</summary>
    internal static ColorSystemSupport Colours(Func<string, string?> variables) =>
        string.IsNullOrEmpty(variables("NO_COLOR")) ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors;
}
