namespace Sqs.Client.Batching;

/// <summary>One call in a lane. Everything that changes belongs to the lane's loop.</summary>
internal sealed class LaneEntry<TItem, TResult>
    where TItem : class
    where TResult : class
{
    private readonly TaskCompletionSource<TResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private CancellationTokenRegistration _cancellation;

    public LaneEntry(BatchLane<TItem, TResult> lane, TItem item, long bytes, string? key, CancellationToken cancellationToken)
    {
        (Lane, Item, Bytes, Key, CancellationToken) = (lane, item, bytes, key, cancellationToken);
        Ticket = new RoomTicket(bytes, static entry => ((LaneEntry<TItem, TResult>)entry).Admit(), static entry => ((LaneEntry<TItem, TResult>)entry).TurnAway(), this);
        Birth = new LinkedListNode<LaneEntry<TItem, TResult>>(this);
        Place = new LinkedListNode<LaneEntry<TItem, TResult>>(this);
    }

    public BatchLane<TItem, TResult> Lane { get; }

    public TItem Item { get; }

    public long Bytes { get; }

    /// <summary>Entries of one key keep their order; null for those without any.</summary>
    public string? Key { get; }

    public CancellationToken CancellationToken { get; }

    public RoomTicket Ticket { get; }

    public Task<TResult> Completion => _completion.Task;

    public bool IsCompleted => _completion.Task.IsCompleted;

    /// <summary>When room was given, on the clock of the lane.</summary>
    public TimeSpan AcceptedAt { get; private set; }

    /// <summary>The place in the order of acceptance.</summary>
    public long Sequence { get; set; }

    /// <summary>The place among all of the lane that are not completed.</summary>
    public LinkedListNode<LaneEntry<TItem, TResult>> Birth { get; }

    /// <summary>The place in <see cref="Line"/>, where it waits for a batch.</summary>
    public LinkedListNode<LaneEntry<TItem, TResult>> Place { get; }

    public LaneLine<TItem, TResult>? Line { get; set; }

    /// <summary>The batch that it is on the wire with.</summary>
    public LaneBatch<TItem, TResult>? Batch { get; set; }

    /// <summary>How many batches it was part of that the service did not refuse as a whole.</summary>
    public int Attempts { get; set; }

    public TimeSpan FirstCut { get; set; } = TimeSpan.MinValue;

    /// <summary>The most entries of a batch that it may be part of: halved with each refusal of a whole batch.</summary>
    public int Company { get; set; } = int.MaxValue;

    /// <summary>Why it goes out again; what its caller gets when that comes to nothing.</summary>
    public Exception? LastError { get; set; }

    /// <summary>Why a batch with it was lost: from then on it may be stored whatever comes after.</summary>
    public Exception? LostBy { get; set; }

    /// <summary>Honours the caller's token from now on, until there is an outcome.</summary>
    public void Watch() => _cancellation = CancellationToken.UnsafeRegister(static entry => ((LaneEntry<TItem, TResult>)entry!).Cancel(), this);

    public bool TryComplete(TResult result) => _completion.TrySetResult(result) && Forget();

    public bool TryFail(Exception error) => _completion.TrySetException(error) && Forget();

    public bool TryCancel() => _completion.TrySetCanceled(CancellationToken) && Forget();

    private void Admit()
    {
        AcceptedAt = Lane.Now;
        Lane.Post(new LaneEvent(LaneEventKind.Admitted, this));
    }

    private void TurnAway() => Lane.TurnAway(this);

    private void Cancel() => Lane.Cancel(this);

    private bool Forget() => _cancellation.Unregister() || true;
}
