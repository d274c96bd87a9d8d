namespace Sqs.Client.Processing.Tests.Failures;

public sealed class VisibilityBackoffTests
{
    private static readonly TimeSpan HalfADay = TimeSpan.FromHours(12);

    [Fact]
    public void Fixed_AnswersTheSameForEachReceive()
    {
        var backoff = VisibilityBackoff.Fixed(TimeSpan.FromSeconds(7));
        Assert.All(new[] { 1, 2, 100, int.MaxValue }, count => Assert.Equal(TimeSpan.FromSeconds(7), backoff.Delay(count, () => 0.3)));
    }

    [Fact]
    public void Exponential_DoublesUpToTheLongest_FromHalfToAllOfIt()
    {
        var random = new Random(20260801);
        for (var round = 0; round < 2_000; round++)
        {
            var first = TimeSpan.FromSeconds(random.NextDouble() * 100);
            var longest = first + TimeSpan.FromSeconds(random.NextDouble() * 40_000);
            var count = random.Next(1, 60);
            var chance = random.NextDouble();
            var all = Math.Min(first.TotalSeconds * Math.Pow(2, count - 1), longest.TotalSeconds);

            var delay = VisibilityBackoff.Exponential(first, longest).Delay(count, () => chance);
            Assert.InRange(delay.TotalSeconds - (all * (0.5 + (chance / 2))), -0.001, 0.001);
        }
    }

    [Fact]
    public void Exponential_OfTheGreatestCount_DoesNotOverflow()
    {
        Assert.Equal(HalfADay, VisibilityBackoff.Exponential(TimeSpan.FromTicks(1), HalfADay).Delay(int.MaxValue, () => 1));
        Assert.Equal(TimeSpan.Zero, VisibilityBackoff.Exponential(TimeSpan.Zero, HalfADay).Delay(int.MaxValue, () => 1));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(60, 60)]
    [InlineData(1_000_000, 43_200)]
    public void By_AnswersOutOfRange_AreBroughtIntoIt(int answered, int expected) =>
        Assert.Equal(TimeSpan.FromSeconds(expected), VisibilityBackoff.By(_ => TimeSpan.FromSeconds(answered)).Delay(1, () => 0));

    [Fact]
    public void By_IsAskedWithTheCount_FromOne()
    {
        List<int> asked = [];
        var backoff = VisibilityBackoff.By(count =>
        {
            asked.Add(count);
            return default;
        });
        Assert.All(new[] { 0, 1, 3 }, count => backoff.Delay(count, () => 0));
        Assert.Equal([1, 1, 3], asked);
    }

    [Fact]
    public void Arguments_OutOfRange_AreNamed()
    {
        var tooLong = HalfADay + TimeSpan.FromTicks(1);
        var negative = TimeSpan.FromTicks(-1);
        Assert.Equal("delay", Assert.Throws<ArgumentOutOfRangeException>(() => VisibilityBackoff.Fixed(negative)).ParamName);
        Assert.Equal("delay", Assert.Throws<ArgumentOutOfRangeException>(() => VisibilityBackoff.Fixed(tooLong)).ParamName);
        Assert.Equal("first", Assert.Throws<ArgumentOutOfRangeException>(() => VisibilityBackoff.Exponential(negative, HalfADay)).ParamName);
        Assert.Equal("longest", Assert.Throws<ArgumentOutOfRangeException>(() => VisibilityBackoff.Exponential(default, tooLong)).ParamName);
        Assert.Equal("longest", Assert.Throws<ArgumentOutOfRangeException>(() => VisibilityBackoff.Exponential(HalfADay, TimeSpan.Zero)).ParamName);
        Assert.Equal("delay", Assert.Throws<ArgumentNullException>(() => VisibilityBackoff.By(null!)).ParamName);
    }
}
