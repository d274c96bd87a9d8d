using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sqs.Client;
using Sqs.Client.AotCheck;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

// The library as a native program: container, configuration binding, signing, both directions of the wire, policies and notifications, the embedded server, a processor.
await using var server = await LocalSqs.StartAsync();
var settings = new ConfigurationBuilder().AddInMemoryCollection([
    new("Sqs:Endpoint", server.Endpoint.AbsoluteUri),
    new("Sqs:Region", server.Region),
    new("Sqs:AttemptTimeout", "00:00:05"),
    new("Buffer:MaxBatchSize", "5"),
]).Build();

var services = new ServiceCollection();
services.AddSqsClient()
    .Configure(settings.GetSection("Sqs"))
    .UseAwsCredentials(options => options.Variables = name => name switch
    {
        "AWS_ACCESS_KEY_ID" => server.AccessKeyId,
        "AWS_SECRET_ACCESS_KEY" => server.SecretAccessKey,
        _ => null,
    });
services.AddSqsClient("buffered", options =>
    {
        options.Protocol = SqsProtocol.Json;
        options.Credentials = new StaticCredentialsSource(new AwsCredentials(server.AccessKeyId, server.SecretAccessKey));
    })
    .Configure(settings.GetSection("Sqs"))
    .AddBuffering(settings.GetSection("Buffer"));
await using var provider = services.BuildServiceProvider();
var client = provider.GetRequiredService<ISqsClient>();

var created = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "native" });
var queue = await SqsQueue.OpenAsync(client, created.QueueUrl);
var results = await queue.SendManyAsync(Enumerable.Range(0, 25).Select(number => new OutgoingMessage
{
    Body = $"message {number} äöü 漢字",
    MessageAttributes = new Dictionary<string, MessageAttributeValue> { ["number"] = MessageAttributeValue.Number(number) },
}));
Expect.That(results.All(result => result.Outcome == SendOutcome.Sent), "25 messages are sent");

var received = 0;
while (received < 25)
{
    using var response = await queue.ReceiveAsync(wait: TimeSpan.FromSeconds(1));
    Expect.That(response is { Messages.Count: > 0, Damaged.Count: 0 }, "messages come back undamaged");
    foreach (var message in response.Messages)
    {
        Expect.That(message.Checksum == ChecksumState.Verified && message.Body.EndsWith("äöü 漢字", StringComparison.Ordinal), "each message is as it was sent");
        await queue.DeleteAsync(message);
        received++;
    }
}

var requests = server.RequestCount;
var buffered = provider.GetRequiredKeyedService<ISqsClient>("buffered");
await Task.WhenAll(Enumerable.Range(0, 25).Select(number => buffered.SendMessageAsync(new SendMessageRequest { QueueUrl = created.QueueUrl, MessageBody = $"message {number}" })));
Expect.That(server.GetQueue("native").Counts.Visible == 25 && server.RequestCount - requests < 25, "buffered sends share requests");

try
{
    await SqsQueue.OpenAsync(client, "missing");
    Expect.That(false, "a missing queue is an error");
}
catch (QueueDoesNotExistException)
{
}

await Everyday.RunAsync(client, queue);
var handled = await Processing.RunAsync();
Console.WriteLine(
    $"{RuntimeInformation.FrameworkDescription}, native: {!RuntimeFeature.IsDynamicCodeSupported}; {received} messages there and back, {handled} handled by a processor");

return 0;
