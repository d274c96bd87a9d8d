namespace Sqs.Client.Notifications.Tests.Sns;

public sealed class SnsSubscriptionTests
{
    private const string Topic = "arn:aws:sns:eu-west-1:444455556666:orders";

    [Fact]
    public async Task Subscribe_LetsTheTopicSendAndNobodyElse()
    {
        await using var stage = await Stage.StartAsync();
        var url = await stage.QueueAsync("orders");
        var call = await stage.Client.SubscribeQueueToTopicAsync(url, Topic);
        var again = await stage.Client.SubscribeQueueToTopicAsync(url, Topic, rawMessageDelivery: true);

        // The server took the policy as well-formed and answers the same one.
        var statement = Assert.Single((await stage.PolicyAsync(url))!.Statements);
        Assert.Equal(PolicyEffect.Allow, statement.Effect);
        Assert.Equal([PolicyPrincipal.Service("sns.amazonaws.com")], statement.Principals);
        Assert.Equal([PolicyAction.SendMessage], statement.Actions);
        Assert.Equal([$"arn:aws:sqs:{stage.Server.Region}:{Stage.Owner}:orders"], statement.Resources.Select(resource => resource.Value));
        var condition = Assert.Single(statement.Conditions);
        Assert.Equal("aws:SourceArn", condition.Key, ignoreCase: true);
        Assert.Equal([Topic], condition.Values);

        // Callers who are not SNS stay outside, the topic's owner among them.
        var refused = await Assert.ThrowsAsync<SqsException>(() => stage.As(Stage.Stranger).SendMessageAsync(new SendMessageRequest { QueueUrl = url, MessageBody = "Hello" }));
        Assert.Equal(SqsErrorCode.AccessDenied, refused.ErrorCode);

        Assert.Equal((Topic, "eu-west-1", false, true), (call.TopicArn, call.Region, call.RawMessageDelivery, again.RawMessageDelivery));
        Assert.Equal(statement.Resources[0].Value, call.QueueArn);
    }

    [Fact]
    public async Task Subscribe_ToSeveralTopics_KeepsAStatementForEach()
    {
        await using var stage = await Stage.StartAsync();
        var url = await stage.QueueAsync("orders.fifo");
        _ = await stage.Client.SubscribeQueueToTopicAsync(url, Topic + ".fifo");
        _ = await stage.Client.SubscribeQueueToTopicAsync(url, "arn:aws:sns:eu-west-2:444455556666:orders.fifo");
        var policy = (await stage.PolicyAsync(url))!;
        Assert.Equal(2, policy.Statements.Select(statement => statement.Sid).Distinct().Count());
    }

    [Theory]
    [InlineData("orders", "orders")]
    [InlineData("orders", "arn:aws:sqs:eu-west-1:444455556666:orders")]
    [InlineData("orders", "arn:aws:sns:eu-west-1:4444:orders")]
    [InlineData("orders", "arn:aws:sns:eu-west-1:444455556666:orders:c7fe3a54-ab0e-4ec2-88e0-db410a0f2bee")]
    [InlineData("orders", "arn:aws:sns:eu-west-1:444455556666:or ders")]
    [InlineData("orders", "arn:aws:sns:eu-west-1:444455556666:orders; rm -rf")]
    [InlineData("orders", "arn:aws:sns:*:444455556666:orders")]
    [InlineData("orders.fifo", Topic)]
    public async Task Topic_ThatIsNone_OrDoesNotFit_IsRefused(string queue, string topic)
    {
        await using var stage = await Stage.StartAsync();
        var refused = await Assert.ThrowsAsync<SqsValidationException>(() => stage.Client.SubscribeQueueToTopicAsync($"{stage.Server.Endpoint}{Stage.Owner}/{queue}", topic));
        Assert.Equal("topicArn", refused.Member);
        Assert.Empty(stage.Server.Requests);
    }

    [Fact]
    public void Call_IsTheOneThatSnsTakes()
    {
        var call = new SnsSubscribeCall { TopicArn = Topic, Region = "eu-west-1", QueueArn = "arn:aws:sqs:us-east-1:111122223333:orders" };
        Assert.Equal(
            "aws sns subscribe --region eu-west-1 --topic-arn arn:aws:sns:eu-west-1:444455556666:orders --protocol sqs --notification-endpoint arn:aws:sqs:us-east-1:111122223333:orders --return-subscription-arn",
            call.ToCommandLine());
        Assert.Contains(" --attributes RawMessageDelivery=true ", (call with { RawMessageDelivery = true }).ToCommandLine(), StringComparison.Ordinal);
        Assert.Equal("sqs", call.Parameters["Protocol"]);
        Assert.Equal(call.QueueArn, call.Parameters["Endpoint"]);
        Assert.DoesNotContain("Attributes.entry.1.key", call.Parameters);
        Assert.Equal("true", (call with { RawMessageDelivery = true }).Parameters["Attributes.entry.1.value"]);
    }
}
