using Sqs.Client.LocalServer;

namespace Sqs.Client.Faults.Books;

/// <summary>Who works on the queue: how the client is used.</summary>
internal enum BooksStyle
{
    /// <summary>The plain client: half of the workers send and delete singly, half in batches.</summary>
    Plain,

    /// <summary>The buffering client: single calls, many at once, which it makes batches of.</summary>
    Buffered,

    /// <summary>The plain client sends; processors receive and delete.</summary>
    Processor,
}

/// <summary>One run: what is sent through the queue, by whom, and what goes wrong meanwhile. With its seed it can be repeated.</summary>
internal sealed record BooksPlan(string Name, int Seed)
{
    public BooksStyle Style { get; init; }

    public SqsProtocol Protocol { get; init; }

    /// <summary>How many messages; with a <see cref="Duration"/> the most.</summary>
    public int Messages { get; init; } = 1000;

    /// <summary>The groups of a FIFO queue; 0 for a standard queue.</summary>
    public int Groups { get; init; }

    public int Senders { get; init; } = 16;

    public int Receivers { get; init; } = 16;

    /// <summary>What goes wrong; the queue is worked off under it too, unless <see cref="CalmsDown"/>.</summary>
    public IReadOnlyList<FaultRule> Faults { get; init; } = [];

    /// <summary>How long the server takes for each answer.</summary>
    public TimeSpan Latency { get; init; }

    /// <summary>Whether the faults end when everything is sent, or after the <see cref="Duration"/>.</summary>
    public bool CalmsDown { get; init; }

    /// <summary>How long is sent; null until all messages are.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How many messages a second all senders make; null as fast as they can.</summary>
    public double? Pace { get; init; }

    public TimeSpan VisibilityTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a receive waits for messages.</summary>
    public TimeSpan Wait { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(2);

    public int MaxConnections { get; init; } = 64;

    /// <summary>How long the queue may take to be worked off after the last send.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    public bool IsFifo => Groups > 0;

    public string QueueName => IsFifo ? "books.fifo" : "books";
}
