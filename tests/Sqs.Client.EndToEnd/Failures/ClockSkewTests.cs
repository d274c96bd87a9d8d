using Sqs.Client.LocalServer;

namespace Sqs.Client.EndToEnd.Failures;

public abstract class ClockSkewTests(SqsProtocol protocol)
{
    [Theory]
    [InlineData(20)]
    [InlineData(-20)]
    [InlineData(60 * 24 * 400)]
    public async Task Clock_ThatIsOff_IsCorrectedByTheFirstCall(int minutes)
    {
        await using var stage = await Stage.StartAsync(protocol);
        var own = new VirtualClock(stage.Clock.GetUtcNow().AddMinutes(-minutes));
        var client = stage.NewClient(options => options.TimeProvider = own);

        var first = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "q" });
        var second = await client.ListQueuesAsync(new ListQueuesRequest());
        Assert.Equal((2, 1), (first.Metadata.Attempts, second.Metadata.Attempts));
    }

    [Theory]
    [InlineData(14)]
    [InlineData(-14)]
    public async Task Clock_WithinTheTolerance_NeedsNoCorrection(int minutes)
    {
        await using var stage = await Stage.StartAsync(protocol);
        var own = new VirtualClock(stage.Clock.GetUtcNow().AddMinutes(-minutes));
        var answer = await stage.NewClient(options => options.TimeProvider = own).ListQueuesAsync(new ListQueuesRequest());
        Assert.Equal(1, answer.Metadata.Attempts);
    }

    [Fact]
    public async Task Clock_ThatMustNotBeCorrected_FailsEachCall()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var own = new VirtualClock(stage.Clock.GetUtcNow().AddMinutes(-20));
        var client = stage.NewClient(options => (options.TimeProvider, options.CorrectClockSkew) = (own, false));
        var error = await Assert.ThrowsAsync<SqsException>(() => client.ListQueuesAsync(new ListQueuesRequest()));
        Assert.Equal(SqsErrorCode.SignatureDoesNotMatch, error.ErrorCode);
        Assert.Equal(1, error.Attempts);
    }

    [Fact]
    public async Task Clock_CorrectedAndThenSetRight_IsCorrectedBack()
    {
        await using var stage = await Stage.StartAsync(protocol);
        var own = new VirtualClock(stage.Clock.GetUtcNow().AddMinutes(-30));
        var client = stage.NewClient(options => options.TimeProvider = own);
        _ = await client.ListQueuesAsync(new ListQueuesRequest());
        own.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(2, (await client.ListQueuesAsync(new ListQueuesRequest())).Metadata.Attempts);
        Assert.Equal(1, (await client.ListQueuesAsync(new ListQueuesRequest())).Metadata.Attempts);
    }

    public sealed class InQuery() : ClockSkewTests(SqsProtocol.Query);

    public sealed class InJson() : ClockSkewTests(SqsProtocol.Json);
}
