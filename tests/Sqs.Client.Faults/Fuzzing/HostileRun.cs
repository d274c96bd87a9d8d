using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.Faults.Fuzzing;

/// <summary>Gives the client each hostile document as the answer of three actions in both protocols, and honest answers cut at every byte.</summary>
/// <remarks>Time and memory are the best of some tries, and time is that of the processor where less: other work of the machine is none of the client's.</remarks>
internal sealed class HostileRun(FuzzSettings settings, TextWriter output)
{
    private const int Tries = 6;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly string Marker = Guid.NewGuid().ToString("N");

    private readonly CannedHandler _handler = new();
    private readonly DigestJudge _judge = new();
    private int _failures;
    private int _documents;

    /// <summary>Runs all.</summary>
    /// <returns>The exit code: 0 when nothing was wrong.</returns>
    public async Task<int> RunAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, Marker);
        var protocols = new[] { SqsProtocol.Query, SqsProtocol.Json }.Where(protocol => settings.Protocol is "both" || settings.ProtocolOf(0) == protocol);
        foreach (var protocol in protocols)
        {
            await using var client = Recording.NewClient(_handler, protocol, new Uri("http://localhost/"), new AwsCredentials("AKID", "secret"), TimeProvider.System);
            await CutAsync(client, protocol);
            foreach (var document in new HostileDocuments(new Uri($"http://{listener.LocalEndpoint}/x"), file).All())
            {
                await GiveAsync(client, protocol, document);
            }
        }

        File.Delete(file);
        await WrongAsync(listener.Pending(), "a document made the client connect to an address");
        await output.WriteLineAsync(FormattableString.Invariant($"documents: {_documents}\nfailures: {_failures}\npeak memory, MiB: {PeakMemory.Read() >> 20}"));
        return _failures == 0 ? 0 : 1;
    }

    private async Task GiveAsync(SqsClient client, SqsProtocol protocol, HostileDocument document)
    {
        foreach (var action in new[] { "SendMessage", "ReceiveMessage", "DeleteMessage" })
        {
            var bytes = document.Of(action);
            GC.Collect(); // what making the document cost is not the client's
            _handler.Next = () => document.Answer(bytes);
            var name = $"{protocol} {action} {document.Name}";
            await output.WriteLineAsync($"next: {name}"); // whatever kills the process has been named
            var (took, allocated, outcome) = await MeasureAsync(client, action);
            for (var more = Tries - 1; more > 0 && (took > document.Harm.Longest || allocated > document.Harm.MostBytes); more--)
            {
                var (again, allocatedAgain, _) = await MeasureAsync(client, action);
                (took, allocated) = (again < took ? again : took, Math.Min(allocatedAgain, allocated));
            }

            _documents++;
            await output.WriteLineAsync(FormattableString.Invariant($"  {outcome.Outcome}, {took.TotalMilliseconds:0.0} ms, {allocated / 1e6:0.0} MB"));
            await WrongAsync(outcome.Wrong is not null, $"{name}: {outcome.Wrong}");
            await WrongAsync(document.Harm.MustBeRefused && outcome.Outcome == FuzzCase.Accepted && !MeansNothing(document, protocol, action), $"{name}: accepted");
            await WrongAsync(took > document.Harm.Longest, FormattableString.Invariant($"{name}: took {took.TotalMilliseconds:0} ms"));
            await WrongAsync(allocated > document.Harm.MostBytes, FormattableString.Invariant($"{name}: allocated {allocated:N0} bytes"));
        }
    }

    private async Task CutAsync(SqsClient client, SqsProtocol protocol)
    {
        await using var server = await LocalSqs.StartAsync(new LocalSqsOptions { Listen = false });
        var exchanges = await Recording.MakeAsync(server, protocol, TimeProvider.System);
        foreach (var exchange in exchanges.DistinctBy(one => (one.Request.Action, one.Answer.Status)))
        {
            var (status, body) = (exchange.Answer.Status, exchange.Answer.Body);
            for (var length = 0; length < body.Length; length++)
            {
                var cut = body[..length];
                _handler.Next = () => CannedHandler.Answer(status, cut);
                var (outcome, _) = await CallAsync(() => exchange.Call(client));
                var name = FormattableString.Invariant($"{protocol} {exchange.Request.Action} cut at byte {length} of {body.Length}");
                _documents++;
                await WrongAsync(outcome.Wrong is not null, $"{name}: {outcome.Wrong}");
                await WrongAsync(outcome.Outcome == FuzzCase.Accepted && !(length == 0 && protocol == SqsProtocol.Json && body.Length == 2), $"{name}: accepted");
            }
        }
    }

    private async Task<(TimeSpan Took, long Allocated, FuzzCase Outcome)> MeasureAsync(SqsClient client, string action)
    {
        const string Url = "http://localhost/000000000000/q";
        var (before, busy, started) = (GC.GetTotalAllocatedBytes(precise: true), Environment.CpuUsage.TotalTime, Stopwatch.GetTimestamp());
        var (outcome, response) = await CallAsync(async () => action switch
        {
            "SendMessage" => await client.SendMessageAsync(new SendMessageRequest { QueueUrl = Url, MessageBody = "x" }),
            "ReceiveMessage" => await client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = Url, MaxNumberOfMessages = 10, WaitTimeSeconds = 0 }),
            _ => (object)await client.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = Url, ReceiptHandle = "h" }),
        });
        var (took, worked, allocated) = (Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - busy, GC.GetTotalAllocatedBytes(precise: true) - before);
        took = took < LongestWait && worked < took ? worked : took;
        return (took, allocated, response is null ? outcome : outcome with { Wrong = _judge.Judge(response) });
    }

    private static async Task<(FuzzCase Outcome, object? Response)> CallAsync(Func<Task<object>> call)
    {
        try
        {
            return (new FuzzCase("", FuzzCase.Accepted), await call());
        }
        catch (SqsException error)
        {
            return (new FuzzCase("", error.GetType().Name, error.Message.Contains(Marker, StringComparison.Ordinal) ? "the file was read" : null), null);
        }
        catch (Exception error)
        {
            return (new FuzzCase("", error.GetType().Name, error.ToString()), null);
        }
    }

    private async Task WrongAsync(bool wrong, string what)
    {
        if (wrong)
        {
            _failures++;
            await output.WriteLineAsync($"FAILED {what}\n  repeat: {settings.Repeat(0, 1)}");
        }
    }

    /// <summary>Of actions that answer nothing, a JSON client reads nothing either.</summary>
    private static bool MeansNothing(HostileDocument document, SqsProtocol protocol, string action) =>
        protocol == SqsProtocol.Json && action == "DeleteMessage" && document.Name.Contains("JSON", StringComparison.Ordinal);
}
