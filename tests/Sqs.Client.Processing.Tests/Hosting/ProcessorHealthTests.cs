using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Sqs.Client.Processing.Tests.Hosting;

public sealed class ProcessorHealthTests
{
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly SqsProcessorStatus Well = new() { Name = "q", State = ProcessorState.Running, Now = Now, ActiveSince = Now.AddHours(-1), LastGoodPoll = Now.AddSeconds(-15) };

    public static TheoryData<HealthStatus, string, SqsProcessorStatus> Cases => new()
    {
        { HealthStatus.Healthy, "", Well },
        { HealthStatus.Healthy, "", Well with { State = ProcessorState.Paused, LastGoodPoll = Now.AddHours(-1) } },
        { HealthStatus.Healthy, "", Well with { IsSaturated = true, LastGoodPoll = Now.AddHours(-1) } },
        { HealthStatus.Healthy, "", Well with { LastGoodPoll = Now.AddHours(-1), SaturatedUntil = Now.AddMinutes(-1) } },
        { HealthStatus.Healthy, "", Well with { LastGoodPoll = null, ActiveSince = Now.AddMinutes(-1) } },
        { HealthStatus.Healthy, "", Well with { OldestHandler = TimeSpan.FromMinutes(15), MessageAge = TimeSpan.FromMinutes(5) } },
        { HealthStatus.Unhealthy, "q is not running (New)", Well with { State = ProcessorState.New } },
        { HealthStatus.Unhealthy, "q is not running (Stopped)", Well with { State = ProcessorState.Stopped } },
        { HealthStatus.Unhealthy, "q has had no good poll since 2030-01-01 11:57:00Z (AccessDenied, 4 in a row)", Well with { LastGoodPoll = Now.AddMinutes(-3), LastError = "AccessDenied", Failures = 4 } },
        { HealthStatus.Unhealthy, "q has had no good poll yet (QueueDoesNotExist, 9 in a row)", Well with { State = ProcessorState.Opening, LastGoodPoll = null, LastError = "QueueDoesNotExist", Failures = 9 } },
        { HealthStatus.Degraded, "q has a handler that has been running for 00:16:00", Well with { OldestHandler = TimeSpan.FromMinutes(16) } },
        { HealthStatus.Degraded, "q is behind: its messages are 00:11:00 old when they are started", Well with { MessageAge = TimeSpan.FromMinutes(11) } },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Status_IsJudged(HealthStatus health, string reason, SqsProcessorStatus status) =>
        Assert.Equal(new ProcessorHealth(health, reason), ProcessorHealth.Judge(status, new SqsProcessorsHealthOptions { MessageOldAfter = TimeSpan.FromMinutes(10) }));

    [Fact]
    public void BadOption_IsRefusedByName() =>
        Assert.Equal("PollStaleAfter", Assert.Throws<SqsValidationException>(() => new ServiceCollection().AddHealthChecks().AddSqsProcessors(configure: options => options.PollStaleAfter = TimeSpan.Zero)).Member);
}
