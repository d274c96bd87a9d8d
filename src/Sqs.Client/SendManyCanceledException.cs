namespace Sqs.Client;

/// <summary>The caller cancelled <see cref="SqsQueue.SendManyAsync"/> after some messages were under way; <see cref="Results"/> tells which.</summary>
/// <param name="results">What happened to each message, in the caller's order.</param>
/// <param name="innerException">The cancellation.</param>
/// <param name="token">The caller's token.</param>
public sealed class SendManyCanceledException(IReadOnlyList<SendResult> results, Exception innerException, CancellationToken token)
    : OperationCanceledException("Sending many messages was cancelled; Results tells what happened to each.", innerException, token)
{
    /// <summary>What happened to each message, in the caller's order.</summary>
    public IReadOnlyList<SendResult> Results { get; } = results;
}
