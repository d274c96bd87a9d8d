namespace Sqs.Client.Batching;

/// <summary>What a whole call that failed means for its entries.</summary>
internal enum CallVerdict
{
    /// <summary>Nothing was done, and the next batch would meet the same: all fail.</summary>
    Refused,

    /// <summary>Nothing was done, because the batch has too many bytes.</summary>
    TooLong,

    /// <summary>Nothing was done, because of what an entry says.</summary>
    BadEntry,

    /// <summary>It may be done or not.</summary>
    Lost,
}

/// <summary>What a lane does for its entries, as data. Nothing here runs on the loop but quick, pure code.</summary>
internal sealed class LaneWork<TItem, TResult>
    where TItem : class
    where TResult : class
{
    /// <summary>Carries out a batch; one outcome for each item, in their order.</summary>
    public required Func<IReadOnlyList<TItem>, CancellationToken, Task<BatchOutcome<TResult>[]>> SendAsync { get; init; }

    /// <summary>Carries out one item that is too large for a batch.</summary>
    public required Func<TItem, CancellationToken, Task<TResult>> SendAloneAsync { get; init; }

    /// <summary>What the failure of a whole call means.</summary>
    public required Func<Exception, CallVerdict> Judge { get; init; }

    /// <summary>The exception for one of the callers of a failed call: an instance of its own.</summary>
    public required Func<Exception, Exception> Copy { get; init; }

    /// <summary>The exception for what is given up here, for this reason.</summary>
    public required Func<GiveUpReason, Exception> GivenUp { get; init; }

    public required LaneWatcher Watcher { get; init; }
}

/// <summary>Why an entry is given up. It was certainly not sent, but for the last three.</summary>
internal enum GiveUpReason
{
    /// <summary>There is no room, and it does not wait.</summary>
    Full,

    /// <summary>The end came while it stood in line for room.</summary>
    DisposedInLine,

    /// <summary>The end came before it was cut.</summary>
    Disposed,

    /// <summary>Its time was up before it was cut.</summary>
    Late,

    /// <summary>An entry of its key before it has failed.</summary>
    KeyBroken,

    /// <summary>An entry of its key has failed, and the key was not resumed.</summary>
    KeyPaused,

    /// <summary>Its time was up while it was on the wire.</summary>
    LateOnWire,

    /// <summary>The end came while it was on the wire.</summary>
    DisposedOnWire,

    /// <summary>The answer to its batch does not name it.</summary>
    NotMentioned,
}

/// <summary>Who counts and logs what a lane does. Called on its loop: quick, and never throwing.</summary>
internal sealed class LaneWatcher
{
    /// <summary>An entry was accepted; its bytes.</summary>
    public required Action<long> Accepted { get; init; }

    /// <summary>An entry was completed; its bytes.</summary>
    public required Action<long> Completed { get; init; }

    public required Action<BatchCut> Cut { get; init; }

    /// <summary>A batch came back.</summary>
    public required Action Returned { get; init; }

    /// <summary>An entry goes out again, because of this.</summary>
    public required Action<Exception> SentAgain { get; init; }

    /// <summary>A batch has at most so many bytes from now on.</summary>
    public required Action<long> Lowered { get; init; }

    /// <summary>So many entries were given up at the end; whether they had been sent.</summary>
    public required Action<int, bool> Left { get; init; }
}

/// <summary>Why a batch was cut.</summary>
internal enum CutReason
{
    /// <summary>As many entries as a batch holds.</summary>
    Full,

    /// <summary>The next entry would be too many bytes.</summary>
    Bytes,

    /// <summary>Nothing was on the wire.</summary>
    Idle,

    /// <summary>All callers that come back at once are back.</summary>
    Back,

    /// <summary>The oldest entry had waited long enough.</summary>
    Time,

    /// <summary>A flush, or the end.</summary>
    Flush,
}

/// <summary>A batch that was cut.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Count">How many entries.</param>
/// <param name="Bytes">How many bytes.</param>
/// <param name="Linger">How long its oldest entry had waited.</param>
internal readonly record struct BatchCut(CutReason Reason, int Count, long Bytes, TimeSpan Linger);
