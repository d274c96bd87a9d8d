using Sqs.Client;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Snippets;

internal static class QueuePolicies
{
    public static async Task RunAsync(LocalSqs server)
    {
        var credentials = new StaticCredentialsSource(new AwsCredentials(server.AccessKeyId, server.SecretAccessKey));
        await using var client = new SqsClient(new SqsClientOptions { Endpoint = server.Endpoint, Region = server.Region, Credentials = credentials });

        var created = await client.CreateQueueAsync("letters", new QueueAttributes
        {
            VisibilityTimeout = TimeSpan.FromMinutes(2),
            MessageRetentionPeriod = TimeSpan.FromDays(14),
        });
        var queue = await SqsQueue.OpenAsync(client, created.QueueUrl);

        QueueAttributes attributes = await queue.GetTypedAttributesAsync();
        Arn arn = attributes.QueueArn!;
        Console.WriteLine($"{arn.Resource} keeps messages for {attributes.MessageRetentionPeriod}.");

        await queue.UpdatePolicyAsync(policy => policy
            .With(QueueAccess.AllowSend(arn, "111122223333").Until(new DateTimeOffset(2040, 6, 30, 12, 0, 0, TimeSpan.Zero)))
            .With(QueueAccess.AllowTopic(arn, Arn.Parse("arn:aws:sns:us-east-1:111122223333:news")))
            .With(QueueAccess.RequireTls(arn)));

        PolicyStatement readers = PolicyStatement.Allow(PolicyAction.ReceiveMessage, PolicyAction.DeleteMessage)
            .To(PolicyPrincipal.Identity(Arn.Parse("arn:aws:iam::111122223333:role/reader")))
            .On(arn)
            .When(PolicyOperator.StringEquals, "aws:PrincipalTag/team", "letters")
            .Named("readers");
        await queue.UpdatePolicyAsync(policy => policy.With(readers));
        await queue.UpdatePolicyAsync(policy => policy.Without("readers"));

        try
        {
            AccessPolicy.Empty.With(readers.On("arn:aws:sqs:us-east-1:111122223333:another")).Validate(arn);
        }
        catch (SqsValidationException refused)
        {
            Console.WriteLine(refused.Message); // Statements[0].Resources[1]: is not the queue that the policy is for; ...
        }

        await queue.UpdatePolicyAsync(_ => AccessPolicy.Empty); // a policy without statements is removed
    }
}
