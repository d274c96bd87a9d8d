using System.Collections.Concurrent;

namespace Sqs.Client.LocalServer.Inspection;

/// <summary>The latest requests, oldest first; older ones make room.</summary>
internal sealed class RequestLog(int most)
{
    private readonly ConcurrentQueue<LocalRequest> _requests = new();

    public void Add(LocalRequest request)
    {
        _requests.Enqueue(request);
        while (_requests.Count > most && _requests.TryDequeue(out _))
        {
        }
    }

    public IReadOnlyList<LocalRequest> Snapshot() => [.. _requests];
}
