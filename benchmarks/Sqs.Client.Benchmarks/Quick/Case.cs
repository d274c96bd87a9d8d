namespace Sqs.Client.Benchmarks.Quick;

/// <summary>One line of a group: a name, and how to do its work that many times.</summary>
internal sealed record Case(string Name, Action<int> Repeat)
{
    /// <summary>What docs or plans ask of it, for the reader of the table.</summary>
    public string Goal { get; init; } = "";

    public static Case Of(string name, Action work) => new(name, count =>
    {
        for (var i = 0; i < count; i++)
        {
            work();
        }
    });

    public static Case Of<T>(string name, Func<T> work) => Of(name, () => { _ = work(); });

    /// <summary>Work whose tasks are complete when they are returned.</summary>
    public static Case Of<T>(string name, Func<Task<T>> work) => Of(name, () => { _ = work().GetAwaiter().GetResult(); });

    /// <summary>Work that waits for a network, by several callers at once.</summary>
    public static Case Concurrent<T>(string name, int callers, Func<Task<T>> work) => new(name, count =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < (count + callers - 1) / callers; i++)
            {
                _ = await work();
            }
        }))).GetAwaiter().GetResult());
}

/// <summary>Cases that are compared: the first one is the baseline of the others.</summary>
internal sealed record CaseGroup(string Name, params Case[] Cases)
{
    /// <summary>How much processor time one slice takes at least.</summary>
    public TimeSpan Slice { get; init; } = TimeSpan.FromMilliseconds(3);

    public int Rounds { get; init; } = 61;

    /// <summary>What a call is rounded up to: the number of callers.</summary>
    public int Multiple { get; init; } = 1;
}
