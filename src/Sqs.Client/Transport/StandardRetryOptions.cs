using Polly;

namespace Sqs.Client.Transport;

/// <summary>What Polly asks of every strategy: a name.</summary>
internal sealed class StandardRetryOptions : ResilienceStrategyOptions
{
    public StandardRetryOptions() => Name = "AWS standard retry";
}
