using Sqs.Client.LocalServer.Storage;
using Sqs.Client.LocalServer.Tests.Queues;

namespace Sqs.Client.LocalServer.Tests.Storage;

/// <summary>Messages as a queue stores them, and moments in seconds.</summary>
internal static class Stored
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static DateTimeOffset At(double second) => Start.AddSeconds(second);

    public static StoredMessage Message(long sequence, double sentAt = 0, string? group = null) =>
        new() { Content = QueueBench.Content("x", group), Id = Guid.NewGuid(), Sequence = sequence, SentAt = At(sentAt) };
}
