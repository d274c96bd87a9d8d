using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sqs.Client;
using Sqs.Client.LocalServer;
using Sqs.Client.Notifications;
using Sqs.Client.PackageCheck;
using Sqs.Client.Processing;

// What a user does first: reference the packages, register the client, send a message and get it back; then let a handler have the next one.
await using var server = await LocalSqs.StartAsync();
server.CreateQueue("handled");
var handled = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
var builder = Host.CreateEmptyApplicationBuilder(settings: null);
builder.Services.AddSingleton(handled);
builder.Services.AddSqsClient(options =>
{
    options.Endpoint = server.Endpoint;
    options.Region = server.Region;
}).UseAwsCredentials(options => options.Variables = name => name switch
{
    "AWS_ACCESS_KEY_ID" => server.AccessKeyId,
    "AWS_SECRET_ACCESS_KEY" => server.SecretAccessKey,
    _ => null,
}).AddProcessor<NoteHandler>("handled");
using var host = builder.Build();
var client = host.Services.GetRequiredService<ISqsClient>();
var created = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "packed" });
await client.SendMessageAsync(new SendMessageRequest { QueueUrl = created.QueueUrl, MessageBody = "from the package" });
using var received = await client.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = created.QueueUrl, WaitTimeSeconds = 1 });

await host.StartAsync();
var queue = await SqsQueue.OpenAsync(client, "handled");
await queue.SendAsync("for the handler");
var note = await handled.Task.WaitAsync(TimeSpan.FromSeconds(30));
await host.StopAsync();

var call = await client.SubscribeQueueToTopicAsync(created.QueueUrl, "arn:aws:sns:us-east-1:000000000000:news");
Console.WriteLine($"Sqs.Client.AwsCredentials {VersionOf<AwsSdkCredentialsSource>()} found the key; Sqs.Client.Notifications {VersionOf<SnsNotification>()}: {call.ToCommandLine()}");
Console.WriteLine($"Sqs.Client {VersionOf<SqsClient>()}: {received.Messages.Count} message, \"{received.Messages[0].Body}\"");
Console.WriteLine($"Sqs.Client.Processing {VersionOf<SqsProcessor>()}: handled \"{note}\", {server.GetQueue("handled").GetMessages().Count} left");
return received.Messages is [{ Body: "from the package", Checksum: ChecksumState.Verified }]
    && note == "for the handler" && server.GetQueue("handled").GetMessages() is [] ? 0 : 1;

static Version? VersionOf<T>() => typeof(T).Assembly.GetName().Version;
