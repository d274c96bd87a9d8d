namespace Sqs.Client;

/// <summary>How queues of several regions are received from.</summary>
public sealed class RegionalReceiveOptions
{
    /// <summary>The account that owns the queues, 12 digits. Default: null, the caller's own.</summary>
    public string? OwnerAccountId { get; set; }

    /// <summary>What each poll asks for. Default: up to 10 messages with all their attributes.</summary>
    public ReceiveOptions Receive { get; set; } = new();

    /// <summary>
    /// False polls each region once. True goes on until it is cancelled: a region polls again when its last result was taken, after a failure
    /// with a pause of up to 20 s; answers without messages are not handed on, and a region without the queue ends. A wait that is not given is then 20 s. Default: false.
    /// </summary>
    public bool Follow { get; set; }

    /// <summary>The clock of the pauses. Default: the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Random numbers from 0 to below 1, for the pauses; called from many threads. Default: the system's.</summary>
    public Func<double>? Random { get; set; }
}
