using Sqs.Client.LocalServer.Queues;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Moves;

/// <summary>The move tasks of the account: of each source the newest ten, as many as can be listed.</summary>
internal sealed class MoveTasks(QueueDirectory queues, TimeProvider time)
{
    /// <summary>The most tasks of a source that are kept and listed.</summary>
    public const int MostOfASource = 10;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedList<MoveTask>> _newestFirst = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, MoveTask> _byId = [];

    /// <summary>Starts a task; a source has one active task at most.</summary>
    public MoveTask Start(MessageQueue source, string? destinationArn, int? rate)
    {
        lock (_gate)
        {
            var arn = source.Identity.Arn;
            if (!_newestFirst.TryGetValue(arn, out var tasks))
            {
                ForgetDeletedSources();
                _newestFirst.Add(arn, tasks = []);
            }

            if (tasks.First is { Value.IsActive: true })
            {
                throw SqsErrors.InvalidParameter("There is already a task running. Only one active task is allowed for a source queue arn at a given time.");
            }

            var task = new MoveTask(source, destinationArn, rate, time, queues.FindByArn);
            _ = tasks.AddFirst(task);
            _byId.Add(task.Id, task);
            if (tasks.Count > MostOfASource)
            {
                _ = _byId.Remove(tasks.Last!.Value.Id);
                tasks.RemoveLast();
            }

            return task;
        }
    }

    public MoveTask? Find(Guid id)
    {
        lock (_gate)
        {
            return _byId.GetValueOrDefault(id);
        }
    }

    public IReadOnlyList<MoveTask> Of(string sourceArn, int most)
    {
        lock (_gate)
        {
            return _newestFirst.TryGetValue(sourceArn, out var tasks) ? [.. tasks.Take(most)] : [];
        }
    }

    public void Close()
    {
        lock (_gate)
        {
            foreach (var task in _byId.Values)
            {
                task.Close();
            }
        }
    }

    private void ForgetDeletedSources()
    {
        foreach (var (arn, tasks) in _newestFirst.Where(source => queues.FindByArn(source.Key) is null && source.Value.First is { Value.IsActive: false }).ToList())
        {
            _ = _newestFirst.Remove(arn);
            foreach (var task in tasks)
            {
                _ = _byId.Remove(task.Id);
            }
        }
    }
}
