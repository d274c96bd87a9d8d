using Sqs.Client.LocalServer.Messages;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Actions;

/// <summary>What the three batch actions share: 1-10 entries, well-formed distinct ids, a result for each entry.</summary>
internal static class Batch
{
    private const int Most = 10;

    /// <summary>The entries by id; a fault of the whole call when they cannot be told apart or lack what each must have.</summary>
    public static IReadOnlyList<(string Id, Parameters Entry)> Entries(ActionContext context, string queryName, string requiredMember)
    {
        var entries = context.Input.Entries("Entries");
        if (entries.Count is 0 or > Most)
        {
            throw entries.Count == 0 ? SqsErrors.EmptyBatch(queryName) : SqsErrors.TooManyEntries(entries.Count);
        }

        var ids = new HashSet<string>(StringComparer.Ordinal);
        var read = new List<(string, Parameters)>(entries.Count);
        for (var at = 0; at < entries.Count; at++)
        {
            var id = entries[at].Text("Id") ?? throw SqsErrors.MissingParameter($"{queryName}.{at + 1}.Id");
            if (!MessageCharacters.IsName(id))
            {
                throw SqsErrors.InvalidBatchEntryId();
            }

            if (!ids.Add(id))
            {
                throw SqsErrors.BatchEntryIdsNotDistinct(id);
            }

            if (entries[at].Text(requiredMember) is not { Length: > 0 })
            {
                throw SqsErrors.MissingParameter($"{queryName}.{at + 1}.{requiredMember}");
            }

            read.Add((id, entries[at]));
        }

        return read;
    }

    /// <summary>Runs each entry by itself; what one refuses does not hinder the others.</summary>
    public static WireValue Run(ActionContext context, IReadOnlyList<(string Id, Parameters Entry)> entries, Func<Parameters, WireValue, WireValue> run)
    {
        var successful = new List<WireValue>();
        var failed = new List<WireValue>();
        for (var at = 0; at < entries.Count; at++)
        {
            var (id, entry) = entries[at];
            var result = WireValue.Structure().With("Id", id);
            try
            {
                successful.Add(context.EntryFault?.Invoke(at, entries.Count, entry) is { } injected ? throw injected : run(entry, result));
            }
            catch (SqsFault fault)
            {
                failed.Add(WireValue.Structure().With("Id", id).With("SenderFault", fault.IsSendersFault).With("Code", fault.Code).With("Message", fault.Message));
            }
        }

        return WireValue.Structure().With("Successful", WireValue.List(successful)).With("Failed", WireValue.List(failed));
    }
}
