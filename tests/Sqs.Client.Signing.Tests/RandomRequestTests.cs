using System.Globalization;

namespace Sqs.Client.Signing.Tests;

/// <summary>Random requests against an implementation written apart, in every culture that has its own calendar, digits, case or order.</summary>
public sealed class RandomRequestTests
{
    [Fact]
    public void Signatures_OfRandomRequests_AreThoseOfAnImplementationWrittenApart() => AssertSame(1, 20_000);

    [Theory]
    [MemberData(nameof(Cultures.Names), MemberType = typeof(Cultures))]
    public void Signatures_OfRandomRequestsInAnyCulture_AreThoseOfAnImplementationWrittenApart(string culture) =>
        Cultures.Run(culture, () => AssertSame(100_000, 2_000));

    private static void AssertSame(int from, int count)
    {
        for (var seed = from; seed < from + count; seed++)
        {
            if (new RandomRequest(seed).Difference() is { } difference)
            {
                Assert.Fail(string.Create(CultureInfo.InvariantCulture, $"Seed {seed}: {difference}"));
            }
        }
    }
}
