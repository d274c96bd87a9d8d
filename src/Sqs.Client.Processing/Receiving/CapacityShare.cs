namespace Sqs.Client.Processing;

/// <summary>One processor's part in a capacity.</summary>
internal sealed class CapacityShare : IDisposable
{
    public void Dispose() => throw new NotImplementedException();
}
