namespace Sqs.Client.Processing;

/// <summary>The right to change the visibility of a message. One change at a time is on the wire: two could arrive in the other order.</summary>
internal sealed class VisibilityTurn
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _taken;

    public bool TryTake()
    {
        lock (_gate)
        {
            if (_taken is not null)
            {
                return false;
            }

            _taken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return true;
        }
    }

    /// <summary>Waits until it is free, and takes it.</summary>
    public async Task TakeAsync(CancellationToken cancellationToken)
    {
        while (!TryTake())
        {
            await WhenFree().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    public void Leave()
    {
        TaskCompletionSource? taken;
        lock (_gate)
        {
            (taken, _taken) = (_taken, null);
        }

        taken?.SetResult();
    }

    private Task WhenFree()
    {
        lock (_gate)
        {
            return _taken?.Task ?? Task.CompletedTask;
        }
    }
}
