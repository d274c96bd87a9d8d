namespace Sqs.Client.Tests.Policies;

public sealed class QueueAccessTests
{
    private static readonly Arn Queue = Arn.ForQueue("us-east-2", "444455556666", "queue1");
    private static readonly Arn Fifo = Arn.ForQueue("us-east-2", "444455556666", "queue1.fifo");
    private static readonly Arn Topic = Arn.Parse("arn:aws:sns:us-east-2:444455556666:topic");
    private static readonly Arn Bucket = Arn.Parse("arn:aws:s3:::bucket");
    private static readonly Arn Rule = Arn.Parse("arn:aws:events:us-east-2:444455556666:rule/nightly");

    public static TheoryData<string, string> Ready => new()
    {
        { "send", """{"Effect":"Allow","Principal":{"AWS":["111122223333","777788889999"]},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-2:444455556666:queue1"}""" },
        { "deny", """{"Effect":"Deny","Principal":{"AWS":"111122223333"},"Action":"sqs:*","Resource":"arn:aws:sqs:us-east-2:444455556666:queue1"}""" },
        { "tls", """{"Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"arn:aws:sqs:us-east-2:444455556666:queue1","Condition":{"Bool":{"aws:SecureTransport":"false"}}}""" },
        { "outside", """{"Effect":"Deny","Principal":"*","Action":"sqs:*","Resource":"arn:aws:sqs:us-east-2:444455556666:queue1","Condition":{"NotIpAddress":{"aws:SourceIp":["192.0.2.0/24","2001:db8::/32"]},"Bool":{"aws:ViaAWSService":"false"}}}""" },
        { "from, until", """{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-2:444455556666:queue1","Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.7"},"DateLessThan":{"aws:CurrentTime":"2030-06-30T10:00:00Z"}}}""" },
        { "topic", """{"Effect":"Allow","Principal":{"Service":"sns.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-2:444455556666:queue1","Condition":{"ArnEquals":{"aws:SourceArn":"arn:aws:sns:us-east-2:444455556666:topic"}}}""" },
        { "bucket", """{"Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-2:444455556666:queue1","Condition":{"ArnLike":{"aws:SourceArn":"arn:aws:s3:::bucket"},"StringEquals":{"aws:SourceAccount":"444455556666"}}}""" },
        { "rule", """{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sqs:SendMessage","Resource":"arn:aws:sqs:us-east-2:444455556666:queue1","Condition":{"ArnEquals":{"aws:SourceArn":"arn:aws:events:us-east-2:444455556666:rule/nightly"}}}""" },
        { "marketplace", """{"Effect":"Allow","Principal":{"AWS":"437568002678"},"Action":["sqs:SendMessage","sqs:GetQueueAttributes"],"Resource":"arn:aws:sqs:us-east-2:444455556666:queue1"}""" },
    };

    [Theory]
    [MemberData(nameof(Ready))]
    public void Statement_ReadyMade_IsTheGuides(string name, string json)
    {
        var statement = Make(name);
        var policy = AccessPolicy.Empty.With(statement).With(statement);

        Assert.Equal(Meaning.Of($$"""{"Version":"2012-10-17","Statement":{{json}}}"""), Meaning.Of((policy with { Statements = [statement with { Sid = null }] }).ToJson()));
        Assert.Single(policy.Statements);
        policy.Validate(Queue);
    }

    [Fact]
    public void Ids_TellDifferentThingsApart()
    {
        var other = Arn.Parse("arn:aws:sns:us-east-2:444455556666:other");

        Assert.NotEqual(QueueAccess.AllowTopic(Queue, Topic).Sid, QueueAccess.AllowTopic(Queue, other).Sid);
        Assert.Equal(QueueAccess.AllowSend(Queue, "111122223333", "777788889999").Sid, QueueAccess.AllowSend(Queue, "777788889999", "111122223333").Sid);
        Assert.NotEqual(QueueAccess.AllowSend(Queue, "111122223333").Sid, QueueAccess.DenyAccounts(Queue, "111122223333").Sid);
    }

    [Fact]
    public void Arguments_ThatDoNotFit_AreNamed()
    {
        Assert.Equal("topic", Member(() => QueueAccess.AllowTopic(Queue, Bucket)));
        Assert.Equal("bucket", Member(() => QueueAccess.AllowBucket(Queue, Topic, "444455556666")));
        Assert.Equal("rule", Member(() => QueueAccess.AllowRule(Queue, Topic)));
        Assert.Equal("accountId", Member(() => QueueAccess.AllowBucket(Queue, Bucket, "x")));
        Assert.Equal("accountIds", Member(() => QueueAccess.AllowSend(Queue)));
        Assert.Equal("accountId", Member(() => QueueAccess.AllowSend(Queue, "1111-2222-3333")));
        Assert.Equal("queue", Member(() => QueueAccess.AllowTopic(Topic, Topic)));
        Assert.Equal("queue", Member(() => QueueAccess.AllowMarketplaceNotifications(Fifo)));
        Assert.Equal("queue", Member(() => QueueAccess.AllowBucket(Fifo, Bucket, "444455556666")));
        Assert.Equal("ranges", Member(() => QueueAccess.DenyOutside(Queue)));
    }

    [Theory]
    [InlineData("192.0.2.0/33")]
    [InlineData("192.0.2.0/-1")]
    [InlineData("192.0.2/24")]
    [InlineData("2001:db8::/129")]
    [InlineData("everywhere")]
    [InlineData("")]
    public void Range_ThatIsNone_IsNamed(string range) =>
        Assert.Equal("ranges[1]", Member(() => QueueAccess.AllowSend(Queue, "111122223333").OnlyFrom("192.0.2.0/24", range)));

    private static string Member(Func<object> make) => Assert.Throws<SqsValidationException>(make).Member;

    private static PolicyStatement Make(string name) => name switch
    {
        "send" => QueueAccess.AllowSend(Queue, "111122223333", "777788889999"),
        "deny" => QueueAccess.DenyAccounts(Queue, "111122223333"),
        "tls" => QueueAccess.RequireTls(Queue),
        "outside" => QueueAccess.DenyOutside(Queue, "192.0.2.0/24", "2001:db8::/32"),
        "from, until" => QueueAccess.AllowSend(Queue, "111122223333").OnlyFrom("192.0.2.7").Until(new DateTimeOffset(2030, 6, 30, 12, 0, 0, 500, TimeSpan.FromHours(2))),
        "topic" => QueueAccess.AllowTopic(Queue, Topic),
        "bucket" => QueueAccess.AllowBucket(Queue, Bucket, "444455556666"),
        "rule" => QueueAccess.AllowRule(Queue, Rule),
        _ => QueueAccess.AllowMarketplaceNotifications(Queue),
    };
}
