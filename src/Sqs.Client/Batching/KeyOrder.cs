namespace Sqs.Client.Batching;

/// <summary>Which failed entries of one key may go out again without anything being stored out of its order. Pure.</summary>
internal static class KeyOrder
{
    /// <summary>
    /// True for each entry that goes out again: it may, no later one may be stored, and no earlier one has failed for good.
    /// </summary>
    /// <param name="fates">What became of the entries of one key in one batch, in their order.</param>
    /// <param name="isBroken">True when one of them failed for good.</param>
    public static bool[] Again(ReadOnlySpan<Fate> fates, out bool isBroken)
    {
        var again = new bool[fates.Length];
        var laterMayBeStored = false;
        for (var index = fates.Length - 1; index >= 0; index--)
        {
            again[index] = fates[index] == Fate.Again && !laterMayBeStored;
            laterMayBeStored |= fates[index] is Fate.Done or Fate.Unknown;
        }

        isBroken = false;
        for (var index = 0; index < fates.Length; index++)
        {
            again[index] &= !isBroken;
            isBroken |= fates[index] != Fate.Done && !again[index];
        }

        return again;
    }
}
