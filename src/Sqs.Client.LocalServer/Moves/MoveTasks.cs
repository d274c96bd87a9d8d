using Sqs.Client.LocalServer.Queues;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Moves;

/// <summary>The move tasks of the account, newest first.</summary>
internal sealed class MoveTasks(QueueDirectory queues, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly List<MoveTask> _tasks = [];

    /// <summary>Starts a task; a source has one active task at most.</summary>
    public MoveTask Start(MessageQueue source, string? destinationArn, int? rate)
    {
        lock (_gate)
        {
            if (_tasks.Exists(task => task.IsActive && string.Equals(task.SourceArn, source.Identity.Arn, StringComparison.Ordinal)))
            {
                throw SqsErrors.InvalidParameter("There is already a task running. Only one active task is allowed for a source queue arn at a given time.");
            }

            var task = new MoveTask(source, destinationArn, rate, time, queues.FindByArn);
            _tasks.Insert(0, task);
            return task;
        }
    }

    public MoveTask? Find(Guid id)
    {
        lock (_gate)
        {
            return _tasks.Find(task => task.Id == id);
        }
    }

    public IReadOnlyList<MoveTask> Of(string sourceArn, int most)
    {
        lock (_gate)
        {
            return [.. _tasks.Where(task => string.Equals(task.SourceArn, sourceArn, StringComparison.Ordinal)).Take(most)];
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            _tasks.ForEach(task => task.Close());
        }
    }
}
