using System.CommandLine;

namespace Sqs.Client.Tool.Connection;

/// <summary>A command that does one thing with a client: its own arguments come first, then the options that all such commands have.</summary>
internal static class ClientCommand
{
    public static Command Create(
        ToolHost host, string name, string description, IReadOnlyList<Symbol> symbols, Func<ParseResult, ClientSession, CancellationToken, Task<int>> run)
    {
        var common = new ClientArguments();
        var command = new Command(name, description.ReplaceLineEndings(" "));
        foreach (var argument in symbols.OfType<Argument>())
        {
            command.Add(argument);
        }

        foreach (var option in symbols.OfType<Option>().Concat(common.Options))
        {
            command.Add(option);
        }

        command.SetAction(async (parsed, stop) =>
        {
            var session = ClientSession.Open(host, common.Read(parsed));
            await using (session.ConfigureAwait(false))
            {
                return await run(parsed, session, stop).ConfigureAwait(false);
            }
        });
        return command;
    }
}
