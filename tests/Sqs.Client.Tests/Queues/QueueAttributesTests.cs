using FsCheck;
using FsCheck.Fluent;

namespace Sqs.Client.Tests.Queues;

public sealed class QueueAttributesTests
{
    private static readonly Arn Dead = Arn.ForQueue("us-east-2", "444455556666", "dead");
    private static readonly AccessPolicy Policy = AccessPolicy.Empty.With(QueueAccess.RequireTls(Arn.ForQueue("us-east-2", "444455556666", "orders")));

    private static readonly Gen<QueueAttributes> Settings =
        from times in Gen.Choose(60, 900).ArrayOf(4)
        from wait in Gen.Choose(0, 20)
        from size in Gen.Choose(1024, 1_048_576)
        from which in Gen.Choose(0, 1 << 16)
        from redrive in Gen.Choose(1, 1000)
        from sources in Gen.Choose(1, 10)
        select new QueueAttributes
        {
            VisibilityTimeout = Has(which, 0) ? TimeSpan.FromSeconds(times[0]) : null,
            Delay = Has(which, 1) ? TimeSpan.FromSeconds(times[1]) : null,
            MessageRetentionPeriod = Has(which, 2) ? TimeSpan.FromSeconds(times[2]) : null,
            KmsDataKeyReusePeriod = Has(which, 3) ? TimeSpan.FromSeconds(times[3]) : null,
            ReceiveMessageWaitTime = Has(which, 4) ? TimeSpan.FromSeconds(wait) : null,
            MaximumMessageSize = Has(which, 5) ? size : null,
            Policy = Has(which, 6) ? Policy : null,
            RedrivePolicy = Has(which, 7) ? new RedrivePolicy(Dead, redrive) : null,
            RedriveAllowPolicy = Has(which, 8) ? RedriveAllowPolicy.ByQueue([.. Enumerable.Repeat(Dead, sources)]) : Has(which, 9) ? RedriveAllowPolicy.DenyAll : null,
            SqsManagedSseEnabled = Has(which, 10) ? Has(which, 11) : null,
            KmsMasterKeyId = Has(which, 12) ? "alias/key" : null,
            FifoQueue = Has(which, 13) ? true : null,
            ContentBasedDeduplication = Has(which, 14) ? Has(which, 11) : null,
            DeduplicationScope = Has(which, 15) ? DeduplicationScope.MessageGroup : null,
            FifoThroughputLimit = Has(which, 15) ? new FifoThroughputLimit("perMoon") : null,
        };

    [Fact]
    public void Settings_Written_ReadAsTheSame() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(Settings.ToArbitrary(), settings =>
    {
        var read = QueueAttributes.Read(settings.ToSettings());

        Assert.Equal(settings, read);
        Assert.Equal(settings.GetHashCode(), read.GetHashCode());
        Assert.Empty(read.Others);
        Assert.Equal(settings.ToSettings().OrderBy(pair => pair.Key.Value), read.ToSettings().OrderBy(pair => pair.Key.Value));
    }));

    [Fact]
    public void Answer_OfTheService_HasItsTypes()
    {
        var read = new GetQueueAttributesResponse
        {
            Attributes = new Dictionary<QueueAttributeName, string>
            {
                ["VisibilityTimeout"] = "43200",
                ["DelaySeconds"] = "900",
                ["MessageRetentionPeriod"] = "1209600",
                ["ReceiveMessageWaitTimeSeconds"] = "20",
                ["MaximumMessageSize"] = "1048576",
                ["KmsDataKeyReusePeriodSeconds"] = "86400",
                ["KmsMasterKeyId"] = "alias/aws/sqs",
                ["SqsManagedSseEnabled"] = "false",
                ["Policy"] = Policy.ToJson(),
                ["RedrivePolicy"] = """{"maxReceiveCount":"7","deadLetterTargetArn":"arn:aws:sqs:us-east-2:444455556666:dead"}""",
                ["RedriveAllowPolicy"] = """{"redrivePermission":"byQueue","sourceQueueArns":["arn:aws:sqs:us-east-2:444455556666:orders"]}""",
                ["FifoQueue"] = "true",
                ["ContentBasedDeduplication"] = "false",
                ["DeduplicationScope"] = "queue",
                ["FifoThroughputLimit"] = "perQueue",
                ["QueueArn"] = "arn:aws:sqs:us-east-2:444455556666:orders",
                ["CreatedTimestamp"] = "1893456000",
                ["LastModifiedTimestamp"] = "1893456001",
                ["ApproximateNumberOfMessages"] = "5000000000",
                ["ApproximateNumberOfMessagesNotVisible"] = "2",
                ["ApproximateNumberOfMessagesDelayed"] = "3",
                ["MoonPhase"] = "full",
            },
        }.ToTyped();

        Assert.Equal((43_200, 900, 1_209_600, 20, 86_400), (read.VisibilityTimeout!.Value.TotalSeconds, read.Delay!.Value.TotalSeconds,
            read.MessageRetentionPeriod!.Value.TotalSeconds, read.ReceiveMessageWaitTime!.Value.TotalSeconds, read.KmsDataKeyReusePeriod!.Value.TotalSeconds));
        Assert.Equal((1_048_576, "alias/aws/sqs", false, Policy), (read.MaximumMessageSize, read.KmsMasterKeyId, read.SqsManagedSseEnabled, read.Policy));
        Assert.Equal(new RedrivePolicy(Dead, 7), read.RedrivePolicy);
        Assert.Equal(RedriveAllowPolicy.ByQueue(Arn.ForQueue("us-east-2", "444455556666", "orders")), read.RedriveAllowPolicy);
        Assert.Equal((true, false, DeduplicationScope.Queue, FifoThroughputLimit.PerQueue), (read.FifoQueue, read.ContentBasedDeduplication, read.DeduplicationScope, read.FifoThroughputLimit));
        Assert.Equal(Arn.ForQueue("us-east-2", "444455556666", "orders"), read.QueueArn);
        Assert.Equal(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), read.CreatedTimestamp);
        Assert.Equal(read.CreatedTimestamp!.Value.AddSeconds(1), read.LastModifiedTimestamp);
        Assert.Equal((5_000_000_000, 2, 3), (read.ApproximateNumberOfMessages, read.ApproximateNumberOfMessagesNotVisible, read.ApproximateNumberOfMessagesDelayed));
        Assert.Equal(KeyValuePair.Create(new QueueAttributeName("MoonPhase"), "full"), Assert.Single(read.Others));
        Assert.DoesNotContain("MoonPhase", read.ToSettings().Keys.Select(name => name.Value));
        Assert.DoesNotContain("QueueArn", read.ToSettings().Keys.Select(name => name.Value));
    }

    [Theory]
    [InlineData("VisibilityTimeout", "soon")]
    [InlineData("DelaySeconds", "-1")]
    [InlineData("MaximumMessageSize", "99999999999")]
    [InlineData("CreatedTimestamp", "999999999999999")]
    [InlineData("SqsManagedSseEnabled", "maybe")]
    [InlineData("QueueArn", "orders")]
    [InlineData("RedrivePolicy", "{")]
    [InlineData("RedrivePolicy", "[]")]
    [InlineData("RedrivePolicy", """{"maxReceiveCount":7,"deadLetterTargetArn":"\ud800"}""")]
    [InlineData("RedriveAllowPolicy", """{"redrivePermission":"\udc00"}""")]
    [InlineData("RedriveAllowPolicy", """{"redrivePermission":"byQueue","sourceQueueArns":["\ud800"]}""")]
    [InlineData("RedrivePolicy", """{"maxReceiveCount":7}""")]
    [InlineData("RedrivePolicy", """{"maxReceiveCount":1.5,"deadLetterTargetArn":"arn:aws:sqs:us-east-2:444455556666:dead"}""")]
    [InlineData("RedrivePolicy", """{"maxReceiveCount":7,"deadLetterTargetArn":"dead"}""")]
    [InlineData("RedriveAllowPolicy", """{"redrivePermission":true}""")]
    [InlineData("RedriveAllowPolicy", """{"redrivePermission":"byQueue","sourceQueueArns":"x"}""")]
    [InlineData("RedriveAllowPolicy", """{"redrivePermission":"byQueue","sourceQueueArns":["x"]}""")]
    public void Value_ThatCannotBeRead_IsKept(string name, string value)
    {
        var read = QueueAttributes.Read(new Dictionary<QueueAttributeName, string> { [name] = value });

        Assert.Equal(KeyValuePair.Create(new QueueAttributeName(name), value), Assert.Single(read.Others));
        Assert.Empty(read.ToSettings());
    }

    [Fact]
    public void Policy_ThatCannotBeRead_KeepsItsText()
    {
        var read = QueueAttributes.Read(new Dictionary<QueueAttributeName, string> { [QueueAttributeName.Policy] = "no policy" });

        Assert.Throws<PolicyFormatException>(() => read.Policy);
        Assert.Equal("no policy", read.PolicyText);
        Assert.Null(new QueueAttributes().Policy);
    }

    [Theory]
    [InlineData("VisibilityTimeout", "must be 0 to 43,200 s")]
    [InlineData("Delay", "must be 0 to 900 s")]
    [InlineData("MessageRetentionPeriod", "must be 60 to 1,209,600 s")]
    [InlineData("ReceiveMessageWaitTime", "must be 0 to 20 s")]
    [InlineData("KmsDataKeyReusePeriod", "must be 60 to 86,400 s")]
    [InlineData("MaximumMessageSize", "must be 1,024 to 1,048,576 bytes")]
    [InlineData("RedrivePolicy.MaxReceiveCount", "must be 1 to 1,000")]
    [InlineData("RedriveAllowPolicy.SourceQueues", "must name 1 to 10 queues with byQueue")]
    [InlineData("RemoveRedrivePolicy", "must not be true beside a RedrivePolicy")]
    public void Value_OutOfItsRange_IsNamed(string member, string rule)
    {
        var refused = Assert.Throws<SqsValidationException>(() => OutOfRange(member).ToSettings());

        Assert.Equal((member, rule), (refused.Member, refused.Rule));
    }

    [Fact]
    public void Fractions_AreRefused()
    {
        var refused = Assert.Throws<SqsValidationException>(() => new QueueAttributes { Delay = TimeSpan.FromMilliseconds(1500) }.ToSettings());

        Assert.Equal("Delay", refused.Member);
        Assert.Equal("RedriveAllowPolicy.SourceQueues", Assert.Throws<SqsValidationException>(() => new QueueAttributes { RedriveAllowPolicy = RedriveAllowPolicy.DenyAll with { SourceQueues = [Dead] } }.ToSettings()).Member);
    }

    [Fact]
    public void Removals_AreEmptyValues()
    {
        var settings = new QueueAttributes { Policy = AccessPolicy.Empty, RemoveRedrivePolicy = true, KmsMasterKeyId = "" }.ToSettings();

        Assert.Equal(["", "", ""], settings.Values);
        Assert.Equal(["KmsMasterKeyId", "Policy", "RedrivePolicy"], settings.Keys.Select(name => name.Value).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Attributes_PrintTheirNamesAlone() =>
        Assert.Equal("QueueAttributes { Attributes = DelaySeconds, Policy }", new QueueAttributes { Delay = TimeSpan.FromSeconds(5), Policy = Policy }.ToString());

    private static bool Has(int which, int bit) => (which >> bit & 1) == 1;

    private static QueueAttributes OutOfRange(string member) => member switch
    {
        "VisibilityTimeout" => new() { VisibilityTimeout = TimeSpan.FromSeconds(43_201) },
        "Delay" => new() { Delay = TimeSpan.FromSeconds(-1) },
        "MessageRetentionPeriod" => new() { MessageRetentionPeriod = TimeSpan.FromSeconds(59) },
        "ReceiveMessageWaitTime" => new() { ReceiveMessageWaitTime = TimeSpan.FromSeconds(21) },
        "KmsDataKeyReusePeriod" => new() { KmsDataKeyReusePeriod = TimeSpan.FromDays(2) },
        "MaximumMessageSize" => new() { MaximumMessageSize = 1023 },
        "RedrivePolicy.MaxReceiveCount" => new() { RedrivePolicy = new RedrivePolicy(Dead, 1001) },
        "RedriveAllowPolicy.SourceQueues" => new() { RedriveAllowPolicy = RedriveAllowPolicy.ByQueue() },
        _ => new() { RedrivePolicy = new RedrivePolicy(Dead, 1), RemoveRedrivePolicy = true },
    };
}
