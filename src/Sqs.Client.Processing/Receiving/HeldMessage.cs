namespace Sqs.Client.Processing;

/// <summary>A fetched message from its arrival until it is released or the work on it has ended; compared by reference.</summary>
/// <param name="delivery">The hold on it.</param>
/// <param name="group">Its message group on a FIFO queue; null on others.</param>
internal sealed class HeldMessage(Delivery delivery, string? group)
{
    public Delivery Delivery { get; } = delivery;

    public string? Group { get; } = group;

    /// <summary>What it takes of the bytes of the capacity.</summary>
    public long Size { get; } = delivery.Lease.Size;

    /// <summary>Ends when the hold has ended and the loop was told.</summary>
    public Task Watch { get; set; } = Task.CompletedTask;
}
