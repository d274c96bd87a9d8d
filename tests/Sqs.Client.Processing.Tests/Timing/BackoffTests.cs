namespace Sqs.Client.Processing.Tests.Timing;

public sealed class BackoffTests
{
    [Fact]
    public void Doubled_AnyTimes_IsWhatDoublingOneByOneGives()
    {
        var random = new Random(4);
        for (var round = 0; round < 1_000; round++)
        {
            var first = TimeSpan.FromTicks(random.NextInt64(TimeSpan.FromHours(1).Ticks));
            var longest = first + TimeSpan.FromTicks(random.NextInt64(TimeSpan.FromHours(12).Ticks));
            var expected = first;
            for (var before = 0; before < 80; before++)
            {
                Assert.Equal(expected, Backoff.Doubled(first, longest, before));
                expected = expected * 2 < longest ? expected * 2 : longest;
            }
        }
    }

    [Theory]
    [InlineData(0, 10, 0)]
    [InlineData(1, 10, int.MaxValue)]
    public void Doubled_AtTheEnds_DoesNotOverflow(int first, int longest, int before) =>
        Assert.Equal(TimeSpan.FromHours(first == 0 ? 0 : longest), Backoff.Doubled(TimeSpan.FromHours(first), TimeSpan.FromHours(longest), before));

    [Fact]
    public void Jittered_ByChance_IsFromHalfToAll()
    {
        Assert.Equal(TimeSpan.FromSeconds(5), Backoff.Jittered(TimeSpan.FromSeconds(10), static () => 0));
        Assert.Equal(TimeSpan.FromSeconds(9), Backoff.Jittered(TimeSpan.FromSeconds(10), static () => 0.8));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(-0.1)]
    [InlineData(1.0)]
    [InlineData(null)]
    public void Chance_ThatThrowsOrMakesSomethingUp_IsTheMiddle(double? drawn) =>
        Assert.Equal(0.5, Chance.Of(() => drawn ?? throw new InvalidOperationException("chance is broken"))());
}
