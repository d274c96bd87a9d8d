using System.Collections.Concurrent;

namespace Sqs.Client.LocalServer.Inspection;

/// <summary>The latest requests in the order of their coming; older ones make room.</summary>
internal sealed class RequestLog(int most)
{
    private readonly ConcurrentQueue<Entry> _entries = new();

    /// <summary>Takes a request down when it comes, so that nobody can hear of its end before it stands here.</summary>
    public Entry Add(LocalRequest request)
    {
        var entry = new Entry(request);
        _entries.Enqueue(entry);
        while (_entries.Count > most && _entries.TryDequeue(out _))
        {
        }

        return entry;
    }

    public IReadOnlyList<LocalRequest> Snapshot() => [.. _entries.Select(entry => entry.Seen)];

    /// <summary>One request, as far as it is known.</summary>
    internal sealed class Entry(LocalRequest seen)
    {
        private LocalRequest _seen = seen;

        public LocalRequest Seen
        {
            get => Volatile.Read(ref _seen);
            set => Volatile.Write(ref _seen, value);
        }
    }
}
