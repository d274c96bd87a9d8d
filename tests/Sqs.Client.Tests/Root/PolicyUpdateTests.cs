using Sqs.Client.LocalServer;

namespace Sqs.Client.Tests.Root;

public sealed class PolicyUpdateTests
{
    private const string Url = "https://sqs.us-east-2.amazonaws.com/444455556666/queue1";

    private static readonly Arn Queue = Arn.ForQueue("us-east-2", "444455556666", "queue1");
    private static readonly PolicyStatement Mine = QueueAccess.AllowSend(Queue, "111122223333").Named("mine");
    private static readonly PolicyStatement Theirs = QueueAccess.AllowSend(Queue, "777788889999").Named("theirs");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("""{"Version":"2008-10-17","Statement":[]}""")]
    public async Task Policy_OfAQueueWithoutOne_IsWrittenOnce(string? text)
    {
        await using var service = new Service { Policy = text };

        var policy = await service.UpdatePolicyAsync(Url, policy => policy.With(Mine), Token);

        Assert.Equal([Mine], policy.Statements);
        Assert.Equal(1, service.Writes);
        Assert.Equal([Mine], AccessPolicy.Parse(service.Policy!).Statements);
    }

    [Fact]
    public async Task Policy_LeftWithoutStatements_IsRemoved()
    {
        await using var service = new Service { Policy = AccessPolicy.Empty.With(Mine).ToJson() };

        var policy = await service.UpdatePolicyAsync(Url, policy => policy.Without("mine"), Token);

        Assert.Equal(("", 1), (service.Policy, service.Writes));
        Assert.Empty(policy.Statements);
    }

    [Fact]
    public async Task Policy_ThatDoesNotChange_IsNotWritten()
    {
        await using var service = new Service { Policy = AccessPolicy.Empty.With(Mine).With(Theirs).ToJson() };

        _ = await service.UpdatePolicyAsync(Url, policy => policy.Without("mine").With(Mine), Token);
        _ = await service.UpdatePolicyAsync(Url, policy => policy, Token);

        Assert.Equal(0, service.Writes);
    }

    /// <summary>The service answers the ARN of an account's root where its number was set, and may give the policy an id.</summary>
    [Fact]
    public async Task Policy_ThatTheServiceRewords_IsNoMismatch()
    {
        await using var service = new Service { Reword = text => text.Replace("\"111122223333\"", "[\"arn:aws:iam::111122223333:root\"]", StringComparison.Ordinal).Insert(1, "\"Id\":\"default\",") };

        _ = await service.UpdatePolicyAsync(Url, policy => policy.With(Mine), Token);

        Assert.Equal((1, 2), (service.Writes, service.Reads));
    }

    [Fact]
    public async Task Writer_InBetween_LosesNothing()
    {
        // Another writer puts their policy over ours just after each of our first two writes.
        await using var service = new Service();
        service.AfterWrite = count => service.Policy = count < 3 ? AccessPolicy.Empty.With(Theirs).ToJson() : service.Policy;

        var policy = await service.UpdatePolicyAsync(Url, policy => policy.With(Mine), NoPauses(), Token);

        Assert.Equal([Mine, Theirs], policy.Statements.OrderBy(statement => statement.Sid));
        Assert.Equal(3, service.Writes);
    }

    [Fact]
    public async Task Reading_ThatIsLate_IsWaitedFor()
    {
        var clock = new VirtualClock();
        await using var service = new Service { Policy = AccessPolicy.Empty.With(Theirs).ToJson() };
        var before = service.Policy;
        service.LateReads = 1;

        var update = service.UpdatePolicyAsync(Url, policy => policy.With(Mine), new PolicyUpdateOptions { TimeProvider = clock, Random = () => 0.5 }, Token);
        clock.Advance(TimeSpan.FromSeconds(0.499));
        Assert.Equal(2, service.Reads);
        clock.Advance(TimeSpan.FromSeconds(0.001));

        Assert.Equal(2, (await update).Statements.Count);
        Assert.Equal((1, 3), (service.Writes, service.Reads));
        Assert.NotEqual(before, service.Policy);
    }

    [Fact]
    public async Task Mismatch_ThatStays_EndsInItsException()
    {
        await using var service = new Service();
        service.AfterWrite = _ => service.Policy = null;

        var conflict = await Assert.ThrowsAsync<PolicyConflictException>(() => service.UpdatePolicyAsync(Url, policy => policy.With(Mine), NoPauses(4), Token));

        Assert.Equal((4, 4), (conflict.Attempts, service.Writes));
    }

    [Fact]
    public async Task Policy_ThatTheServiceWouldRefuse_IsNotWritten()
    {
        await using var service = new Service { Policy = AccessPolicy.Empty.With(Theirs).ToJson() };

        var refused = await Assert.ThrowsAsync<SqsValidationException>(() => service.UpdatePolicyAsync(Url, policy => policy.With(Mine with { Resources = ["arn:aws:sqs:us-east-2:444455556666:other"] }), Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => service.UpdatePolicyAsync(Url, _ => null!, Token));

        Assert.Equal("Statements[1].Resources[0]", refused.Member);
        Assert.Equal(0, service.Writes);
    }

    [Fact]
    public async Task Statements_OfTheService_MayHoldWhatIsNotKnownHere()
    {
        await using var service = new Service { Policy = """{"Version":"2012-10-17","Statement":[{"Sid":"new","Effect":"Allow","Principal":{"Robot":"r2"},"Action":"sqs:Teleport","Resource":"*"}]}""" };

        var policy = await service.UpdatePolicyAsync(Url, policy => policy.With(Mine), Token);

        Assert.Equal(2, policy.Statements.Count);
        Assert.Contains("sqs:Teleport", service.Policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_ThatCannotBeRead_IsLeftAlone()
    {
        await using var service = new Service { Policy = "no policy" };

        await Assert.ThrowsAsync<PolicyFormatException>(() => service.UpdatePolicyAsync(Url, policy => policy.With(Mine), Token));

        Assert.Equal((0, "no policy"), (service.Writes, service.Policy));
    }

    [Fact]
    public async Task Options_OutOfTheirRange_AreNamed()
    {
        await using var service = new Service();

        Assert.Equal("MaxAttempts", (await Refusal(new PolicyUpdateOptions { MaxAttempts = 0 })).Member);
        Assert.Equal("FirstPause", (await Refusal(new PolicyUpdateOptions { FirstPause = TimeSpan.FromSeconds(-1) })).Member);
        Assert.Equal("LongestPause", (await Refusal(new PolicyUpdateOptions { LongestPause = TimeSpan.FromDays(1) })).Member);

        Task<SqsValidationException> Refusal(PolicyUpdateOptions options) =>
            Assert.ThrowsAsync<SqsValidationException>(() => service.UpdatePolicyAsync(Url, policy => policy, options, Token));
    }

    [Fact]
    public async Task Queue_ChangesItsOwnPolicy()
    {
        await using var service = new Service();
        var queue = await SqsQueue.OpenAsync(service, Url, cancellationToken: Token);

        _ = await queue.UpdatePolicyAsync(policy => policy.With(Mine), Token);

        Assert.Equal([Mine], AccessPolicy.Parse(service.Policy!).Statements);
    }

    private static PolicyUpdateOptions NoPauses(int attempts = 5) => new() { MaxAttempts = attempts, Random = () => 0 };

    /// <summary>A queue whose policy is all there is of it.</summary>
    private sealed class Service() : DelegatingSqsClient(new FakeSqs())
    {
        private string? _before;

        public string? Policy { get; set; }

        public int Reads { get; private set; }

        public int Writes { get; private set; }

        /// <summary>How many reads after a write still see what was there before it.</summary>
        public int LateReads { get; set; }

        public Action<int> AfterWrite { get; set; } = _ => { };

        public Func<string, string> Reword { get; init; } = text => text;

        public override Task<GetQueueAttributesResponse> GetQueueAttributesAsync(GetQueueAttributesRequest request, CancellationToken cancellationToken = default)
        {
            Reads++;
            Assert.Equal(Url, request.QueueUrl);
            var attributes = new Dictionary<QueueAttributeName, string> { [QueueAttributeName.QueueArn] = Queue.ToString() };
            var isLate = Writes > 0 && LateReads-- > 0;
            if ((isLate ? _before : Policy) is { } text)
            {
                attributes[QueueAttributeName.Policy] = text;
            }

            return Task.FromResult(new GetQueueAttributesResponse { Attributes = attributes });
        }

        public override Task<SetQueueAttributesResponse> SetQueueAttributesAsync(SetQueueAttributesRequest request, CancellationToken cancellationToken = default)
        {
            Writes++;
            _before = Policy;
            var text = Assert.Single(request.Attributes).Value;
            Policy = text.Length == 0 ? "" : Reword(text);
            AfterWrite(Writes);
            return Task.FromResult(new SetQueueAttributesResponse());
        }
    }
}
