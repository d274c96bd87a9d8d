namespace Sqs.Client.Processing.Tests;

public sealed class FirstTests
{
    [Fact]
    public void Clock_Starts_AtZero() => Assert.Equal(TimeSpan.Zero, new ProcessingClock(new LocalServer.VirtualClock()).Now);
}
