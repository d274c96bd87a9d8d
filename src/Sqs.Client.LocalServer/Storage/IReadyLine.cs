using System.Diagnostics.CodeAnalysis;

namespace Sqs.Client.LocalServer.Storage;

/// <summary>The visible messages of a queue, and who is next. It also knows how many of each group are in flight.</summary>
internal interface IReadyLine
{
    /// <summary>How many messages stand in line.</summary>
    int Count { get; }

    /// <summary>Whether one of them may be received now.</summary>
    bool HasNext { get; }

    /// <summary>Adds a message that arrived or became visible again.</summary>
    void Add(StoredMessage message);

    /// <summary>Adds a message that was never really received, before all others.</summary>
    void AddFirst(StoredMessage message);

    /// <summary>Takes a message out of the line, wherever it stands.</summary>
    void Remove(StoredMessage message);

    /// <summary>Takes the next message, which counts as in flight from now on.</summary>
    /// <param name="group">The group that the running receive took from last; null at its start.</param>
    /// <param name="message">The message.</param>
    bool TryTake(ref string? group, [NotNullWhen(true)] out StoredMessage? message);

    /// <summary>A message is not in flight any more: deleted, expired or visible again.</summary>
    void Land(StoredMessage message);

    void Clear();
}
