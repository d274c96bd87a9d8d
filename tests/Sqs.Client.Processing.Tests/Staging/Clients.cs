using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.Processing.Tests;

/// <summary>The clients that tests use.</summary>
internal static class Clients
{
    /// <summary>A client of an embedded server, which it reaches without a socket, on the clock that both share.</summary>
    public static SqsClient Of(LocalSqs server, VirtualClock clock, int? maxAttempts = null) => new(
        new SqsClientOptions
        {
            Endpoint = server.Endpoint,
            Region = server.Region,
            Credentials = new StaticCredentialsSource(new AwsCredentials(server.AccessKeyId, server.SecretAccessKey)),
            TimeProvider = clock,
            Random = static () => 0,
            MaxAttempts = maxAttempts,
        },
        new HttpClient(server.CreateHandler()) { Timeout = Timeout.InfiniteTimeSpan });

    /// <summary>A client that reaches nothing, for one whose calls a test answers.</summary>
    public static SqsClient Unreachable() => new(new SqsClientOptions
    {
        Endpoint = new Uri("http://127.0.0.1:1"),
        Region = "us-east-1",
        Credentials = new StaticCredentialsSource(new AwsCredentials("AKIDEXAMPLE", "secret")),
    });
}
