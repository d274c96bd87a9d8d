using System.Globalization;

namespace Sqs.Client.Batching;

/// <summary>What became of an entry of a batch, as far as the lane must know.</summary>
internal enum Fate
{
    /// <summary>Nobody said what became of it.</summary>
    Unknown,

    /// <summary>Done: with a result, or with an error that does not undo it.</summary>
    Done,

    /// <summary>Not done, and it would not be the next time.</summary>
    Refused,

    /// <summary>Not done, and it may go out again.</summary>
    Again,
}

/// <summary>The outcome of one entry: a result, or the error that its caller gets.</summary>
internal readonly record struct BatchOutcome<TResult>(Fate Fate, TResult? Result, Exception? Error)
    where TResult : class;

/// <summary>Scatters the answer to a batch over its entries, whose ids are their places: "0", "1", ... Pure.</summary>
internal static class BatchOutcome
{
    private static readonly string[] Ids = [.. Enumerable.Range(0, 10).Select(number => number.ToString(CultureInfo.InvariantCulture))];

    public static string IdOf(int place) => Ids[place];

    /// <summary>The place that an id stands for in a batch of so many entries; -1 for a stranger.</summary>
    public static int PlaceOf(string id, int count) => Array.IndexOf(Ids, id, 0, count);

    /// <summary>
    /// One outcome for each entry. The first that names an entry counts; what names none of them is a stranger; who is not named is
    /// <see cref="Fate.Unknown"/>.
    /// </summary>
    public static BatchOutcome<TResult>[] Scatter<TResult>(int count, IEnumerable<(string Id, BatchOutcome<TResult> Outcome)> answer, out int strangers)
        where TResult : class
    {
        strangers = 0;
        var outcomes = new BatchOutcome<TResult>[count];
        foreach (var (id, outcome) in answer)
        {
            var place = PlaceOf(id, count);
            if (place < 0)
            {
                strangers++;
            }
            else if (outcomes[place].Fate == Fate.Unknown)
            {
                outcomes[place] = outcome;
            }
        }

        return outcomes;
    }
}
