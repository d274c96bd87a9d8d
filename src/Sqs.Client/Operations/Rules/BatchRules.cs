namespace Sqs.Client.Operations;

/// <summary>What the service asks of every batch: 1 to 10 entries whose ids are distinct, and 1,048,576 bytes over all messages.</summary>
internal static class BatchRules
{
    private const string Entries = nameof(SendMessageBatchRequest.Entries);
    private const string Id = nameof(SendMessageBatchRequestEntry.Id);
    public const int MaxEntries = 10;

    public static void Count<TEntry>(IReadOnlyList<TEntry> entries)
        where TEntry : class
    {
        if (entries.Count is 0 or > MaxEntries)
        {
            throw new MemberPath(Entries).Refusal($"a batch has 1 to 10 entries, not {entries.Count}");
        }

        for (var index = 0; index < entries.Count; index++)
        {
            new MemberPath(Entries).At(index).NotNull(entries[index]);
        }
    }

    /// <summary>Refuses a bad id, and one that an earlier entry has already.</summary>
    public static void CheckId<TEntry>(IReadOnlyList<TEntry> entries, int index, Func<TEntry, string> idOf)
    {
        var path = new MemberPath(Id, index);
        var id = idOf(entries[index]);
        TextRules.Name(id, path);

        // Ten entries at the most: comparing all pairs costs less than a set.
        for (var earlier = 0; earlier < index; earlier++)
        {
            if (string.Equals(idOf(entries[earlier]), id, StringComparison.Ordinal))
            {
                throw path.Refusal($"ids are distinct within a batch, and Entries[{earlier}].Id is the same");
            }
        }
    }

    public static void CheckTotal(long size)
    {
        if (size > MessageSize.Maximum)
        {
            throw new MemberPath(Entries).Refusal(
                TextRules.Invariant($"the messages of a batch have at most {MessageSize.Maximum:N0} bytes together, not {size:N0}"));
        }
    }
}
