using Sqs.Client;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

// Receives from the queue "orders" wherever there is one: first in three regions, then in all regions of the partition, then from
// another account. One embedded server stands in for them: it tells a region by the scope of the signature.
string[] regions = ["us-east-1", "eu-west-2", "ap-southeast-2"];
var options = new LocalSqsOptions { AccountId = "111122223333", Region = regions[0] };
Array.ForEach(regions, options.Regions.Add);
options.AccessKeys.Add(new LocalAccessKey("AKIDOWNER", "owner-secret"));
options.AccessKeys.Add(new LocalAccessKey("AKIDPARTNER", "partner-secret") { AccountId = "444455556666" });
await using var server = await LocalSqs.StartAsync(options);
await using var factory = FactoryOf("AKIDOWNER", "owner-secret");
foreach (var region in (string[])["us-east-1", "eu-west-2"])
{
    var client = factory.ForRegion(region);
    var created = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "orders" });
    _ = await client.AddPermissionAsync(new AddPermissionRequest
    {
        QueueUrl = created.QueueUrl,
        Label = "partner",
        AWSAccountIds = ["444455556666"],
        Actions = ["GetQueueUrl", "ReceiveMessage", "DeleteMessage"],
    });
    var queue = await SqsQueue.OpenAsync(client, created.QueueUrl);
    _ = await queue.SendManyAsync(Enumerable.Range(1, 2).Select(number => (OutgoingMessage)$"order {number} of {region}"));
}

Console.WriteLine("Three regions, each asked once:");
var received = await TakeAsync(factory, "us-east-1,eu-west-2,ap-southeast-2", new RegionalReceiveOptions { Receive = new ReceiveOptions { MaxMessages = 1 } });

Console.WriteLine("All regions, as another account. Those that the server does not know refuse the signature, which stops nobody:");
await using var partner = FactoryOf("AKIDPARTNER", "partner-secret");
received += await TakeAsync(partner, "*", new RegionalReceiveOptions { OwnerAccountId = "111122223333" });

Console.WriteLine($"{received} of 4 messages received and deleted.");
return received == 4 ? 0 : 1;

SqsClientFactory FactoryOf(string keyId, string secret) => new(new SqsClientOptions
{
    Endpoint = server.Endpoint,
    Region = "us-east-1",
    Credentials = new StaticCredentialsSource(new AwsCredentials(keyId, secret)),
});

static async Task<int> TakeAsync(ISqsClientFactory factory, string regions, RegionalReceiveOptions options)
{
    var (taken, failed) = (0, 0);
    await foreach (var result in factory.ReceiveFromRegionsAsync(regions, "orders", options))
    {
        failed += result.Outcome == RegionalOutcome.Failed ? 1 : 0;
        foreach (var message in result.Response.Messages)
        {
            Console.WriteLine($"  {result.Region,-14}  {message.Body}");
            _ = await result.Queue!.DeleteAsync(message);
            taken++;
        }

        if (result.Outcome == RegionalOutcome.NoQueue)
        {
            Console.WriteLine($"  {result.Region,-14}  has no such queue");
        }
    }

    Console.WriteLine(failed == 0 ? "" : $"  {failed} regions failed\n");
    return taken;
}
