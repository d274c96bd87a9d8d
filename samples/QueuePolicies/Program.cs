using Sqs.Client;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

// Who may do what with a queue: statements are added, read back, tried out and removed. The embedded server evaluates policies as AWS documents it.
const string Partner = "444455556666";
var options = new LocalSqsOptions { AccountId = "111122223333", TimeProvider = new VirtualClock(new DateTimeOffset(2026, 11, 30, 12, 0, 0, TimeSpan.Zero)) };
options.AccessKeys.Add(new LocalAccessKey("AKIDOWNER", "owner-secret"));
options.AccessKeys.Add(new LocalAccessKey("AKIDPARTNER", "partner-secret") { AccountId = Partner });
await using var server = await LocalSqs.StartAsync(options);
var clock = (VirtualClock)options.TimeProvider;
await using var owner = ClientOf("AKIDOWNER", "owner-secret");
await using var partner = ClientOf("AKIDPARTNER", "partner-secret");
var created = await owner.CreateQueueAsync(new CreateQueueRequest { QueueName = "letters" });
var queue = await SqsQueue.OpenAsync(owner, created.QueueUrl);
var sender = await SqsQueue.OpenAsync(partner, created.QueueUrl);
var arn = Arn.Parse(server.GetQueue("letters").Arn);
var allowed = new List<bool> { await MaySendAsync("without a policy") };

_ = await queue.UpdatePolicyAsync(policy => policy.With(QueueAccess.AllowSend(arn, Partner).Until(new DateTimeOffset(2026, 12, 1, 0, 0, 0, TimeSpan.Zero))));
allowed.Add(await MaySendAsync("allowed until the first of December"));

_ = await queue.UpdatePolicyAsync(policy => policy.With(QueueAccess.DenyOutside(arn, "203.0.113.0/24")));
allowed.Add(await MaySendAsync("denied outside an address range, which outweighs it"));

_ = await queue.UpdatePolicyAsync(policy => policy.Without("DenyOutside"));
allowed.Add(await MaySendAsync("allowed again"));

clock.Advance(TimeSpan.FromDays(1));
allowed.Add(await MaySendAsync("a day later"));

_ = await queue.UpdatePolicyAsync(policy => policy
    .With(QueueAccess.AllowTopic(arn, Arn.Parse("arn:aws:sns:us-east-1:111122223333:news")))
    .With(QueueAccess.AllowBucket(arn, Arn.Parse("arn:aws:s3:::pictures"), "111122223333"))
    .With(QueueAccess.AllowRule(arn, Arn.Parse("arn:aws:events:us-east-1:111122223333:rule/nightly"))));
Console.WriteLine();
foreach (var statement in (await queue.GetTypedAttributesAsync()).Policy!.Statements)
{
    Console.WriteLine($"{statement.Sid}: {statement.Effect} {string.Join(", ", statement.Actions)}");
}

try
{
    AccessPolicy.Empty.With(PolicyStatement.Allow(PolicyAction.SendMessage).To(PolicyPrincipal.Anyone).On("arn:aws:sqs:us-east-1:111122223333:another")).Validate(arn);
}
catch (SqsValidationException refused)
{
    Console.WriteLine($"Refused before anything is sent: {refused.Message}");
}

_ = await queue.UpdatePolicyAsync(_ => AccessPolicy.Empty);
return allowed.SequenceEqual([false, true, false, true, false]) ? 0 : 1;

async Task<bool> MaySendAsync(string what)
{
    try
    {
        _ = await sender.SendAsync("Dear owner");
        Console.WriteLine($"{what}: sent");
        return true;
    }
    catch (SqsException refused) when (refused.ErrorCode == SqsErrorCode.AccessDenied)
    {
        Console.WriteLine($"{what}: refused");
        return false;
    }
}

SqsClient ClientOf(string keyId, string secret) => new(new SqsClientOptions
{
    Endpoint = server.Endpoint,
    Region = server.Region,
    Credentials = new StaticCredentialsSource(new AwsCredentials(keyId, secret)),
    TimeProvider = options.TimeProvider,
});
