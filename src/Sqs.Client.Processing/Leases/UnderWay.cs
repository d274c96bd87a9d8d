namespace Sqs.Client.Processing;

/// <summary>Counts work that was started and has not ended, so that its end can be waited for.</summary>
internal sealed class UnderWay
{
    private readonly Lock _gate = new();
    private int _count;
    private TaskCompletionSource? _emptied;

    /// <summary>Ends when nothing is under way.</summary>
    public Task WhenEmptyAsync()
    {
        lock (_gate)
        {
            return _count == 0 ? Task.CompletedTask : (_emptied ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    public async Task RunAsync(Func<Task> work)
    {
        lock (_gate)
        {
            _count++;
        }

        try
        {
            await work().ConfigureAwait(false);
        }
        finally
        {
            Leave();
        }
    }

    private void Leave()
    {
        TaskCompletionSource? emptied = null;
        lock (_gate)
        {
            if (--_count == 0)
            {
                (emptied, _emptied) = (_emptied, null);
            }
        }

        emptied?.SetResult();
    }
}
