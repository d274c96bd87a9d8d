using SnsFanOut;
using Sqs.Client;
using Sqs.Client.LocalServer;
using Sqs.Client.Notifications;
using Sqs.Client.Signing;

// One topic of SNS, two queues: one gets documents with signatures, the other what was published as it is. The queues lie on the embedded
// server; the topic is played by Topic.cs.
await using var server = await LocalSqs.StartAsync();
await using var client = new SqsClient(new SqsClientOptions
{
    Endpoint = server.Endpoint,
    Region = server.Region,
    Credentials = new StaticCredentialsSource(new AwsCredentials(server.AccessKeyId, server.SecretAccessKey)),
});
var billing = await SqsQueue.OpenAsync(client, server.CreateQueue("billing").Url);
var shipping = await SqsQueue.OpenAsync(client, server.CreateQueue("shipping").Url);
using var topic = new Topic("arn:aws:sns:eu-west-1:111122223333:orders");

// The queue's side: a statement lets this one topic send. The other side is a call of SNS, for whoever owns the topic.
Console.WriteLine((await client.SubscribeQueueToTopicAsync(billing.Url, topic.Arn)).ToCommandLine());
Console.WriteLine((await client.SubscribeQueueToTopicAsync(shipping.Url, topic.Arn, rawMessageDelivery: true)).ToCommandLine());

await topic.PublishAsync("order 1", (billing, false), (shipping, true));
await topic.PublishAsync("order 2", (billing, false), (shipping, true));
_ = await billing.SendAsync("""{"Type":"Notification","MessageId":"1","TopicArn":"arn:aws:sns:eu-west-1:111122223333:orders","Message":"give it all to me","Timestamp":"2026-11-30T12:00:00.000Z","SignatureVersion":"2","Signature":"AAAA","SigningCertURL":"https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-sample.pem"}""");

// In production: new SnsSignatureVerifier(http, options), which fetches certificates from SNS alone.
using var verifier = new SnsSignatureVerifier(topic.Certificate, new SnsSignatureOptions { TopicArns = { topic.Arn } });
var (billed, forged, shipped) = (0, 0, 0);
foreach (var message in (await billing.ReceiveAsync()).Messages)
{
    var notification = SnsNotification.Read(message);
    try
    {
        await verifier.VerifyAsync(notification);
        Console.WriteLine($"billing:  {notification.Message}, signed");
        billed++;
    }
    catch (SnsSignatureException refused)
    {
        Console.WriteLine($"billing:  refused, {refused.Reason}");
        forged++;
    }

    _ = await billing.DeleteAsync(message);
}

foreach (var message in (await shipping.ReceiveAsync()).Messages)
{
    Console.WriteLine($"shipping: {message.Body}, {(SnsNotification.TryRead(message, out _) ? "a document" : "raw")}");
    _ = await shipping.DeleteAsync(message);
    shipped++;
}

Console.WriteLine($"{billed} billed, {shipped} shipped, {forged} forged.");
return (billed, shipped, forged) == (2, 2, 1) ? 0 : 1;
