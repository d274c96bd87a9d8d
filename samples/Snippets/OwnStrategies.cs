using Polly;
using Polly.CircuitBreaker;
using Sqs.Client;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Snippets;

internal static class OwnStrategies
{
    public static async Task RunAsync(LocalSqs server)
    {
        var options = new SqsClientOptions
        {
            Endpoint = server.Endpoint,
            Region = server.Region,
            Credentials = new StaticCredentialsSource(new AwsCredentials(server.AccessKeyId, server.SecretAccessKey)),
        };

        // Around each attempt, inside the standard retry.
        options.ConfigureAttempts = attempts => attempts.AddCircuitBreaker(new CircuitBreakerStrategyOptions<SqsAttempt>
        {
            ShouldHandle = new PredicateBuilder<SqsAttempt>().HandleResult(SqsAttempt.IsTransient),
            FailureRatio = 0.5,
            MinimumThroughput = 20,
        });

        await using var client = new SqsClient(options);
        await client.ListQueuesAsync(new ListQueuesRequest());
    }
}
