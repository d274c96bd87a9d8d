namespace Sqs.Client.Processing.Tests.Leases;

/// <summary>Random schedules: messages taken, settled, extended, released, calls that fail, handles that are refused, and time that passes.</summary>
public sealed class LeaseModelTests
{
    private const int Schedules = 80;

    [Fact]
    public async Task AnySchedule_WithoutFailures_LosesNothingAndCostsFewCalls()
    {
        for (var seed = 1; seed <= Schedules; seed++)
        {
            await using var world = await LeaseWorld.StartAsync(seed, fails: false);
            await world.RunAsync();
            await world.CheckEndsAsync();
        }
    }

    [Fact]
    public async Task AnySchedule_WithFailures_NeverHoldsAMessageLongerThanTheServiceDoes()
    {
        for (var seed = 1; seed <= Schedules; seed++)
        {
            await using var world = await LeaseWorld.StartAsync(seed, fails: true);
            await world.RunAsync();
            await world.CheckEndsAsync();
        }
    }
}
