using System.Diagnostics.CodeAnalysis;

namespace Sqs.Client.LocalServer.Queues;

/// <summary>The visible messages of a standard queue, first come first served; every step costs the same whatever the length.</summary>
internal sealed class ReadyLine
{
    private readonly LinkedList<StoredMessage> _line = [];

    public int Count => _line.Count;

    public void Add(StoredMessage message) => message.ReadyNode = _line.AddLast(message);

    public void AddFirst(StoredMessage message) => message.ReadyNode = _line.AddFirst(message);

    public void Remove(StoredMessage message)
    {
        if (message.ReadyNode is { } node)
        {
            _line.Remove(node);
            message.ReadyNode = null;
        }
    }

    public bool TryTake([NotNullWhen(true)] out StoredMessage? message)
    {
        message = _line.First?.Value;
        if (message is null)
        {
            return false;
        }

        Remove(message);
        return true;
    }

    public void Clear() => _line.Clear();
}
