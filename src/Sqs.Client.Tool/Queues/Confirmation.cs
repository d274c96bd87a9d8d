using System.CommandLine;
using System.Text;

namespace Sqs.Client.Tool.Queues;

/// <summary>Asks before what cannot be taken back.</summary>
internal sealed class Confirmation(ToolHost host)
{
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Do not ask; needed where nobody can be asked." };

    public Option Option => _yes;

    /// <summary>Returns when the answer is yes.</summary>
    public async Task RequireAsync(ParseResult parsed, string question, CancellationToken stop)
    {
        if (parsed.GetValue(_yes))
        {
            return;
        }

        if (!host.HasReader)
        {
            throw ToolException.Misuse($"--yes is needed: nobody is there to ask. {question}");
        }

        await host.Error.WriteAsync($"{question} [y/N] ".AsMemory(), stop).ConfigureAwait(false);
        await host.Error.FlushAsync(stop).ConfigureAwait(false);
        using var reader = new StreamReader(host.OpenInput(), Encoding.UTF8);

        // A terminal does not hear of the token while somebody thinks.
        var answer = await reader.ReadLineAsync(stop).AsTask().WaitAsync(stop).ConfigureAwait(false);
        if (answer?.Trim().ToUpperInvariant() is not ("Y" or "YES"))
        {
            throw new ToolException("nothing was done.", ExitCodes.Cancelled);
        }
    }
}
