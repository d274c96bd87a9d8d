using System.CommandLine;

namespace Sqs.Client.Faults.Fuzzing;

/// <summary>The run <c>fuzz</c>: damaged answers to the client, damaged requests to the embedded server, or the documents of people who mean harm.</summary>
internal static class FuzzCommand
{
    private static readonly Option<string> Target = new("--target") { Description = "What to fuzz.", DefaultValueFactory = static _ => "response" };
    private static readonly Option<string> Protocol = new("--protocol") { Description = "The protocol; with both they take turns.", DefaultValueFactory = static _ => "both" };
    private static readonly Option<int> Seed = new("--seed") { Description = "What all chance comes from.", DefaultValueFactory = static _ => 1 };
    private static readonly Option<long> From = new("--from") { Description = "The number of the first case." };
    private static readonly Option<long?> Count = new("--count") { Description = "How many cases. Default: 1000000 for answers, 100000 for requests." };
    private static readonly Option<double> Minutes = new("--minutes") { Description = "The longest that the run may take.", DefaultValueFactory = static _ => 30 };

    public static Command Create()
    {
        _ = Target.AcceptOnlyFromAmong("response", "request", "hostile");
        _ = Protocol.AcceptOnlyFromAmong("query", "json", "both");
        var command = new Command("fuzz", "Damaged answers, damaged requests, hostile documents.") { Target, Protocol, Seed, From, Count, Minutes };
        command.SetAction((parsed, _) => RunAsync(Read(parsed), parsed.InvocationConfiguration.Output));
        return command;
    }

    private static FuzzSettings Read(ParseResult parsed)
    {
        var target = parsed.GetRequiredValue(Target);
        return new FuzzSettings(
            target,
            parsed.GetRequiredValue(Protocol),
            parsed.GetRequiredValue(Seed),
            parsed.GetValue(From),
            parsed.GetValue(Count) ?? (target == "request" ? 100_000 : 1_000_000),
            TimeSpan.FromMinutes(parsed.GetRequiredValue(Minutes)));
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
