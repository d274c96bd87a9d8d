using Connector;
using Sqs.Client;
using Sqs.Client.LocalServer;

// A connector for an integration platform: a connection (where, and as whom) and operations (send, receive, delete, listen) on queues that are
// given by name or URL, standard and FIFO. It runs on the embedded server.
await using var server = await LocalSqs.StartAsync();
_ = server.CreateQueue("invoices");
var fifo = server.CreateQueue("ledger.fifo", new Dictionary<string, string> { ["FifoQueue"] = "true" });
await using var connection = new SqsConnection(new SqsConnectionSettings
{
    Endpoint = server.Endpoint,
    Region = server.Region,
    AccessKeyId = server.AccessKeyId,
    SecretAccessKey = server.SecretAccessKey,
});
var operations = new Operations(connection);

_ = await operations.SendAsync(new SendInput("invoices", "invoice 1"));
_ = await operations.SendAsync(new SendInput(fifo.Url, "entry 1", MessageGroupId: "account-7", MessageDeduplicationId: "entry-1"));
_ = await operations.SendAsync(new SendInput(fifo.Url, "entry 1, clicked twice", MessageGroupId: "account-7", MessageDeduplicationId: "entry-1"));

// The same attempt brings the same messages again, when an answer was lost on its way.
var input = new ReceiveInput("ledger.fifo", ReceiveRequestAttemptId: "run-42", WithSequenceNumber: true);
_ = await operations.ReceiveAsync(input);
foreach (var entry in await operations.ReceiveAsync(input))
{
    Console.WriteLine($"ledger: {entry.MessageId}, group {entry.MessageGroupId}, deduplication {entry.MessageDeduplicationId}, sequence {entry.SequenceNumber}");
    await operations.DeleteAsync("ledger.fifo", entry.ReceiptHandle!);
}

using var stop = new CancellationTokenSource();
try
{
    await operations.ListenAsync("invoices", output =>
    {
        Console.WriteLine($"invoice: {output.MessageId} of {output.QueueUrl}, sequence {output.SequenceNumber ?? "not asked for"}");
        stop.CancelAfter(TimeSpan.FromSeconds(0.5));
        return Task.CompletedTask;
    }, stop.Token);
}
catch (OperationCanceledException)
{
    Console.WriteLine("Stopped listening.");
}

var left = server.Queues.Sum(queue => queue.Counts.Total);
var lookups = server.Requests.Count(request => request.Action == "GetQueueUrl");
Console.WriteLine($"{left} messages left; {lookups} lookups, one for each name.");
return left == 0 && lookups == 2 ? 0 : 1;
