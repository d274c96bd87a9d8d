using System.Collections.Concurrent;
using Sqs.Client.LocalServer.Messages;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer.Queues;

/// <summary>The queues of an account in a region, by name.</summary>
internal sealed class QueueDirectory(string region, string accountId, TimeProvider time)
{
    private static readonly TimeSpan RecreationPause = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new(); // for creation and deletion; finding needs none
    private readonly ConcurrentDictionary<string, MessageQueue> _queues = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _deletedAt = new(StringComparer.Ordinal);
    private bool _closed;

    public string AccountId { get; } = accountId;

    public string Region { get; } = region;

    public MessageQueue? Find(string name) => _queues.GetValueOrDefault(name);

    public MessageQueue? FindByArn(string arn)
    {
        var prefix = $"arn:aws:sqs:{Region}:{AccountId}:";
        return arn.StartsWith(prefix, StringComparison.Ordinal) ? Find(arn[prefix.Length..]) : null;
    }

    /// <summary>The queues in the order of their names.</summary>
    public IReadOnlyList<MessageQueue> List() => [.. _queues.Values.OrderBy(queue => queue.Identity.Name, StringComparer.Ordinal)];

    /// <summary>The queues whose redrive policy names this one as their dead-letter queue.</summary>
    public IReadOnlyList<MessageQueue> SourcesOf(string deadLetterArn) =>
        [.. List().Where(queue => string.Equals(queue.Settings.Redrive?.DeadLetterTargetArn, deadLetterArn, StringComparison.Ordinal))];

    /// <summary>Creates a queue, or finds the one with this name if none of the given attributes differs.</summary>
    public MessageQueue Create(string name, IReadOnlyList<KeyValuePair<string, string>> attributes, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        TagRules.Check(tags);
        var settings = Read(name, attributes);
        lock (_gate)
        {
            if (_queues.TryGetValue(name, out var existing))
            {
                foreach (var (attribute, _) in attributes)
                {
                    if (!string.Equals(existing.Settings.Read(attribute), settings.Read(attribute), StringComparison.Ordinal))
                    {
                        throw SqsErrors.QueueNameExists(attribute);
                    }
                }

                return existing;
            }

            if (_deletedAt.TryGetValue(name, out var deleted) && time.GetUtcNow() - deleted < RecreationPause)
            {
                throw SqsErrors.QueueDeletedRecently();
            }

            var identity = new QueueIdentity(Guid.NewGuid(), name, Region, AccountId);
            var queue = new MessageQueue(identity, settings.About(identity), time, FindByArn);
            RedriveRules.Check(queue.Identity, settings, FindByArn);
            foreach (var (key, value) in tags)
            {
                queue.Tags[key] = value;
            }

            if (_closed)
            {
                queue.Close(deleted: false);
            }

            _ = _deletedAt.Remove(name);
            _queues[name] = queue;
            return queue;
        }
    }

    public void Delete(MessageQueue queue)
    {
        lock (_gate)
        {
            if (!_queues.TryRemove(KeyValuePair.Create(queue.Identity.Name, queue)))
            {
                throw SqsErrors.NonExistentQueue();
            }

            var now = time.GetUtcNow();
            foreach (var (name, _) in _deletedAt.Where(deletion => now - deletion.Value >= RecreationPause).ToList())
            {
                _ = _deletedAt.Remove(name); // free again: a server that lives long must not remember every name
            }

            _deletedAt[queue.Identity.Name] = now;
        }

        queue.Close(deleted: true);
    }

    /// <summary>Answers every waiting poll; later receives do not wait.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
        }

        foreach (var queue in _queues.Values)
        {
            queue.Close(deleted: false);
        }
    }

    private static QueueSettings Read(string name, IReadOnlyList<KeyValuePair<string, string>> attributes)
    {
        // FifoQueue first: what else is allowed depends on it.
        var settings = attributes
            .OrderBy(attribute => attribute.Key is "FifoQueue" ? 0 : 1)
            .Aggregate(new QueueSettings(), (settings, attribute) => settings.With(attribute.Key, attribute.Value))
            .Consistent();
        var isFifoName = name.EndsWith(".fifo", StringComparison.Ordinal);
        if (settings.FifoQueue && !isFifoName)
        {
            throw SqsErrors.InvalidParameter("The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.");
        }

        return MessageCharacters.IsName(settings.FifoQueue ? name[..^5] : name) && name.Length <= 80
            ? settings
            : throw SqsErrors.InvalidParameter("Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length");
    }
}
