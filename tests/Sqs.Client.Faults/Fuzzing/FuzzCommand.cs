using System.CommandLine;

namespace Sqs.Client.Faults.Fuzzing;

/// <summary>The run <c>fuzz</c>: damaged answers to the client, damaged requests to the embedded server, or the documents of people who mean harm.</summary>
internal sealed class FuzzCommand
{
    private readonly Option<string> _target = new("--target") { Description = "What to fuzz.", DefaultValueFactory = _ => "response" };
    private readonly Option<string> _protocol = new("--protocol") { Description = "The protocol; with both they take turns.", DefaultValueFactory = _ => "both" };
    private readonly Option<int> _seed = new("--seed") { Description = "What all chance comes from.", DefaultValueFactory = _ => 1 };
    private readonly Option<long> _from = new("--from") { Description = "The number of the first case." };
    private readonly Option<long?> _count = new("--count") { Description = "How many cases. Default: 1000000 for answers, 100000 for requests." };
    private readonly Option<double> _minutes = new("--minutes") { Description = "The longest that the run may take.", DefaultValueFactory = _ => 30 };

    public Command ToCommand()
    {
        _ = _target.AcceptOnlyFromAmong("response", "request", "hostile");
        _ = _protocol.AcceptOnlyFromAmong("query", "json", "both");
        var command = new Command("fuzz", "Damaged answers, damaged requests, hostile documents.") { _target, _protocol, _seed, _from, _count, _minutes };
        command.SetAction((parsed, _) => RunAsync(Read(parsed), parsed.InvocationConfiguration.Output));
        return command;
    }

    private FuzzSettings Read(ParseResult parsed)
    {
        var target = parsed.GetRequiredValue(_target);
        return new FuzzSettings(
            target,
            parsed.GetRequiredValue(_protocol),
            parsed.GetRequiredValue(_seed),
            parsed.GetValue(_from),
            parsed.GetValue(_count) ?? (target == "request" ? 100_000 : 1_000_000),
            TimeSpan.FromMinutes(parsed.GetRequiredValue(_minutes)));
    }

    private static async Task<int> RunAsync(FuzzSettings settings, TextWriter output)
    {
        if (settings.Target == "hostile")
        {
            return await new HostileRun(settings, output).RunAsync();
        }

        await using IFuzzTarget target = settings.Target == "request" ? new RequestTarget(settings) : await ResponseTarget.MakeAsync(settings);
        return await new FuzzRun(settings, target, output).RunAsync();
    }
}
