using Sqs.Client;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Snippets;

internal static class WhoMayDoWhat
{
    public static async Task RunAsync()
    {
        var options = new LocalSqsOptions { AccountId = "444455556666" };
        options.AccessKeys.Add(new LocalAccessKey("OWNER", "secret"));
        options.AccessKeys.Add(new LocalAccessKey("SENDER", "secret")
        {
            AccountId = "111122223333",
            UserName = "bob",
            Policy = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"*"}}""",
        });
        await using var server = await LocalSqs.StartAsync(options);
        await using var owner = Client(server, "OWNER");
        await using var sender = Client(server, "SENDER");

        var created = await owner.CreateQueueAsync(new CreateQueueRequest { QueueName = "orders" });
        var letter = new SendMessageRequest { QueueUrl = created.QueueUrl, MessageBody = "Hello" };
        try
        {
            await sender.SendMessageAsync(letter);
        }
        catch (SqsException refused) when (refused.ErrorCode == SqsErrorCode.AccessDenied)
        {
            Console.WriteLine(refused.Message); // ... because no resource-based policy allows the sqs:sendmessage action
        }

        await owner.AddPermissionAsync(new AddPermissionRequest
        {
            QueueUrl = created.QueueUrl,
            Label = "letters",
            AWSAccountIds = ["111122223333"],
            Actions = ["SendMessage"],
        });
        await sender.SendMessageAsync(letter);

        foreach (var record in server.AuditRecords)
        {
            Console.WriteLine($"{record.EventTime:u} {record.UserIdentity.Arn} {record.EventName} {record.ErrorCode}");
        }
    }

    private static SqsClient Client(LocalSqs server, string key) => new(new SqsClientOptions
    {
        Endpoint = server.Endpoint,
        Region = server.Region,
        Credentials = new StaticCredentialsSource(new AwsCredentials(key, "secret")),
    });
}
