using System.CommandLine;
using System.Diagnostics;
using System.Globalization;

namespace Sqs.Client.Faults.Resources;

/// <summary>
/// Many calls at once against a service elsewhere, and how long they took: run by <see cref="FewThreadsTests"/> in a process that may have four threads
/// only, and by hand against anything that speaks SQS.
/// </summary>
internal static class ResourcesCommand
{
    public const string Verb = "resources";

    public static Command Create()
    {
        var endpoint = new Option<string>("--endpoint") { Description = "The service.", Required = true };
        var queue = new Option<string>("--queue-url") { Description = "The queue to send to.", Required = true };
        var calls = new Option<int>("--calls") { Description = "How many calls to make at once.", DefaultValueFactory = _ => 500 };
        var command = new Command(Verb, "Makes calls at once, and says how many threads there may be, how many were used and how long it took.") { endpoint, queue, calls };
        command.SetAction((parsed, token) => RunAsync(new Uri(parsed.GetValue(endpoint)!), parsed.GetValue(queue)!, parsed.GetValue(calls), token));
        return command;
    }

    private static async Task<int> RunAsync(Uri endpoint, string queueUrl, int calls, CancellationToken cancellationToken)
    {
        await using var client = StubClients.New(endpoint, options => options.MaxConnections = calls);
        ThreadPool.GetMaxThreads(out var most, out _);
        var watch = Stopwatch.StartNew();
        _ = await Task.WhenAll(Enumerable.Range(0, calls).Select(_ =>
            client.SendMessageAsync(new SendMessageRequest { QueueUrl = queueUrl, MessageBody = "x" }, cancellationToken)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{most} {ThreadPool.ThreadCount} {watch.ElapsedMilliseconds}"));
        return 0;
    }
}
