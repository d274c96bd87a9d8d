namespace Sqs.Client.Processing;

/// <summary>The hold on one received message.</summary>
internal sealed class Lease
{
    public Message Message => throw new NotImplementedException();

    public SqsQueue Queue => throw new NotImplementedException();

    /// <summary>Body and attributes in bytes, as the service counts them.</summary>
    public long Size => throw new NotImplementedException();

    public TimeSpan Remaining => throw new NotImplementedException();

    public CancellationToken LostToken => throw new NotImplementedException();

    public Task<LeaseEnd> Ended => throw new NotImplementedException();

    public Task CompleteAsync() => throw new NotImplementedException();

    public Task AbandonAsync(TimeSpan delay, LeaseEnd end) => throw new NotImplementedException();

    public Task ExtendAsync(TimeSpan visibility) => throw new NotImplementedException();
}
