using Microsoft.Extensions.DependencyInjection;
using Sqs.Client;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

// What a user does first: reference the packages, register the client, send a message and get it back.
await using var server = await LocalSqs.StartAsync();
var services = new ServiceCollection();
services.AddSqsClient(options =>
{
    options.Endpoint = server.Endpoint;
    options.Region = server.Region;
    options.Credentials = new StaticCredentialsSource(new AwsCredentials(server.AccessKeyId, server.SecretAccessKey));
});
await using var provider = services.BuildServiceProvider();
var client = provider.GetRequiredService<ISqsClient>();
var created = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "packed" });
await client.SendMessageAsync(new SendMessageRequest { QueueUrl = created.QueueUrl, MessageBody = "from the package" });
using var received = await client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = created.QueueUrl, WaitTimeSeconds = 1 });

var version = typeof(SqsClient).Assembly.GetName().Version;
Console.WriteLine($"Sqs.Client {version}: {received.Messages.Count} message, \"{received.Messages[0].Body}\"");
return received.Messages is [{ Body: "from the package", Checksum: ChecksumState.Verified }] ? 0 : 1;
