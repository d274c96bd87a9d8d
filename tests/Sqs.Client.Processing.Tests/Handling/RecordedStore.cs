namespace Sqs.Client.Processing.Tests.Handling;

/// <summary>A store that notes what it is asked, and answers or fails as a test says.</summary>
internal sealed class RecordedStore : IDeduplicationStore
{
    private readonly Lock _gate = new();
    private readonly List<string> _calls = [];

    public DeduplicationState Answer { get; set; } = DeduplicationState.Begun;

    /// <summary>Asked before each step, by its name.</summary>
    public Func<string, CancellationToken, Task> Before { get; set; } = static (_, _) => Task.CompletedTask;

    public IReadOnlyList<string> Calls
    {
        get
        {
            lock (_gate)
            {
                return [.. _calls];
            }
        }
    }

    public async ValueTask<DeduplicationState> TryBeginAsync(string key, TimeSpan claim, CancellationToken cancellationToken)
    {
        await NoteAsync("begin", key, cancellationToken);
        return Answer;
    }

    public async ValueTask CompleteAsync(string key, TimeSpan keep, CancellationToken cancellationToken) => await NoteAsync("complete", key, cancellationToken);

    public async ValueTask AbandonAsync(string key, CancellationToken cancellationToken) => await NoteAsync("abandon", key, cancellationToken);

    private Task NoteAsync(string step, string key, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            _calls.Add($"{step} {key}");
        }

        return Before(step, cancellationToken);
    }
}
