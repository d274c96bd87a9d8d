namespace Sqs.Client;

/// <summary>What all 23 requests have in common: options that hold for this one call.</summary>
public interface ISqsRequest
{
    /// <summary>Options for this call alone; null takes those of the client.</summary>
    SqsCallOptions? CallOptions { get; }
}
