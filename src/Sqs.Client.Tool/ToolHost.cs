using Spectre.Console;

namespace Sqs.Client.Tool;

/// <summary>What surrounds a run of the tool: the shell's streams, its variables, and the clock.</summary>
internal sealed record ToolHost
{
    /// <summary>Where the commands write; a terminal or not.</summary>
    public required IAnsiConsole Console { get; init; }

    /// <summary>Where failures are told and questions asked, so that what is written to the other end stays clean.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>The clock of everything.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The environment variables.</summary>
    public required Func<string, string?> Variables { get; init; }

    /// <summary>What is read; asked for only by a command that reads.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Where bytes go as they are; the same place as that of the console.</summary>
    public required Func<Stream> OpenOutput { get; init; }

    /// <summary>Whether what is read comes from somebody who can be asked.</summary>
    public required bool HasReader { get; init; }

    /// <summary>Whether pictures can be drawn where the commands write.</summary>
    public bool IsTerminal => Console.Profile.Out.IsTerminal && Console.Profile.Capabilities.Ansi;

    /// <summary>Lines go here as they are: the console would break them at its width.</summary>
    public TextWriter Lines => Console.Profile.Out.Writer;
}
