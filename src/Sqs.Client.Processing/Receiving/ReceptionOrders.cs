namespace Sqs.Client.Processing;

/// <summary>What a reception is to do.</summary>
internal enum ReceptionOrder
{
    Run,
    Pause,
    Stop,
}

/// <summary>What a reception was told to do, and who waits for it. Outlives a loop that fails.</summary>
internal sealed class ReceptionOrders
{
    private readonly List<TaskCompletionSource> _waiting = [];

    public ReceptionOrder Order { get; private set; }

    /// <summary>True when running polls are not to be waited for any more.</summary>
    public bool IsAborted { get; private set; }

    /// <summary>When running polls have had their time; null while that is not known.</summary>
    public TimeSpan? DrainsUntil { get; set; }

    /// <summary>Takes what concerns orders out of what happens.</summary>
    public void Take(ReceptionEvent happening)
    {
        switch (happening)
        {
            case ReceptionEvent.Ordered ordered:
                Take(ordered);
                break;
            case ReceptionEvent.Aborted:
                IsAborted = true;
                break;
        }
    }

    /// <summary>What was ordered is done.</summary>
    public void Done()
    {
        _waiting.ForEach(waiting => waiting.TrySetResult());
        _waiting.Clear();
    }

    private void Take(ReceptionEvent.Ordered ordered)
    {
        if (Order == ReceptionOrder.Stop && ordered.Order == ReceptionOrder.Run)
        {
            _ = ordered.Done.TrySetException(new InvalidOperationException("Receiving was stopped for good."));
            return;
        }

        Order = Order == ReceptionOrder.Stop ? Order : ordered.Order;
        _waiting.Add(ordered.Done);
        if (Order == ReceptionOrder.Run)
        {
            // Whoever still waits for a pause is told so, too: it is over.
            DrainsUntil = null;
            Done();
        }
    }
}
