namespace Sqs.Client.Processing;

/// <summary>Which of a queue's move tasks is meant: the service names a task by its handle while it runs, and no more after that.</summary>
/// <param name="handle">The handle; null when it is not known.</param>
/// <param name="startedAfter">When the newest task before it started; of those after that it is the oldest.</param>
internal sealed class RedriveTask(string? handle, long startedAfter)
{
    private long _started;

    public string? Handle { get; } = handle;

    /// <summary>The task that an entry of the list tells of.</summary>
    public static RedriveTask Of(ListMessageMoveTasksResultEntry entry) => new(entry.TaskHandle, startedAfter: 0) { _started = entry.StartedTimestamp };

    public ListMessageMoveTasksResultEntry? Find(IReadOnlyList<ListMessageMoveTasksResultEntry> newestFirst)
    {
        var started = Volatile.Read(ref _started);
        var found = started != 0
            ? newestFirst.FirstOrDefault(task => task.StartedTimestamp == started)
            : newestFirst.FirstOrDefault(IsNamed) ?? newestFirst.LastOrDefault(task => task.StartedTimestamp > startedAfter);
        if (found is not null)
        {
            Volatile.Write(ref _started, found.StartedTimestamp);
        }

        return found;
    }

    private bool IsNamed(ListMessageMoveTasksResultEntry task) => Handle is not null && string.Equals(task.TaskHandle, Handle, StringComparison.Ordinal);
}
