using Sqs.Client.Batching;

namespace Sqs.Client.Tests.Batching;

public sealed class KeyOrderTests
{
    [Theory]
    [InlineData("DDD", "   ", false)]
    [InlineData("AAA", "AAA", false)]
    [InlineData("DAA", " AA", false)] // the tail goes out again
    [InlineData("AD", "  ", true)] // a later one is stored
    [InlineData("AU", "  ", true)] // a later one may be stored
    [InlineData("AR", "A ", true)] // a later one is certainly not
    [InlineData("RA", "  ", true)] // an earlier one has failed for good
    [InlineData("ADA", "   ", true)]
    public void Again_KeepsTheOrder(string fates, string again, bool isBroken)
    {
        var result = KeyOrder.Again(Array.ConvertAll(fates.ToCharArray(), FateOf), out var broken);
        Assert.Equal(again, string.Concat(result.Select(goes => goes ? 'A' : ' ')));
        Assert.Equal(isBroken, broken);
    }

    /// <summary>All batches of up to six entries: what is stored now and what may be stored later is never out of order.</summary>
    [Fact]
    public void Again_NeverLetsAnEntryBeStoredBehindALaterOne()
    {
        for (var code = 0; code < 4096; code++)
        {
            var number = code;
            var fates = Enumerable.Range(0, 6).Select(place => (Fate)((number >> (2 * place)) & 3)).ToArray();
            var again = KeyOrder.Again(fates, out var isBroken);
            var firstAgain = Array.IndexOf(again, true);
            var lastStored = Array.FindLastIndex(fates, fate => fate is Fate.Done or Fate.Unknown);
            Assert.True(firstAgain < 0 || firstAgain > lastStored);
            Assert.Equal(fates.Where((fate, place) => fate != Fate.Done && !again[place]).Any(), isBroken);
        }
    }

    private static Fate FateOf(char letter) => letter switch { 'D' => Fate.Done, 'A' => Fate.Again, 'R' => Fate.Refused, _ => Fate.Unknown };
}
