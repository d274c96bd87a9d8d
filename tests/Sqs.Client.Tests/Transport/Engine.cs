using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using Sqs.Client.LocalServer;
using Sqs.Client.Protocol;
using Sqs.Client.Signing;
using Sqs.Client.Transport;

namespace Sqs.Client.Tests.Transport;

/// <summary>The client's engine over a scripted HTTP stack, a clock that is moved and random numbers that are given.</summary>
internal sealed class Engine
{
    public const string QueueUrl = "https://sqs.us-east-1.amazonaws.com/123456789012/orders";

    public static readonly AwsCredentials Credentials = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    public Engine(
        ScriptedHandler handler,
        int maxAttempts = 3,
        Func<double>? random = null,
        bool resendUnknownSends = true,
        Action<ResiliencePipelineBuilder<SqsAttempt>>? calls = null,
        Action<ResiliencePipelineBuilder<SqsAttempt>>? attempts = null,
        ICredentialsSource? credentials = null,
        TimeSpan? callTimeout = null)
    {
        Settings = new TransportSettings
        {
            Endpoint = new Uri("https://sqs.us-east-1.amazonaws.com/"),
            Region = "us-east-1",
            IsCustomEndpoint = false,
            Credentials = credentials ?? new StaticCredentialsSource(Credentials),
            Time = Clock,
            Random = random ?? (() => 0.5),
            MaxAttempts = maxAttempts,
            ResendUnknownSends = resendUnknownSends,
            AttemptTimeout = TimeSpan.FromSeconds(10),
            CallTimeout = callTimeout ?? TimeSpan.FromHours(1),
            CorrectClockSkew = true,
            Checksums = Checksums.Platform,
            UserAgent = "test",
            ConfigureCalls = calls,
            ConfigureAttempts = attempts,
        };
        var log = new TransportLog(NullLogger.Instance);
        Transport = new SqsTransport(new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan }, Settings, log);
        Pipeline = new SqsPipeline(Transport, Settings, log);
    }

    public VirtualClock Clock { get; } = new();

    public TransportSettings Settings { get; }

    public SqsTransport Transport { get; }

    public SqsPipeline Pipeline { get; }

    /// <summary>Runs a call to its end, moving the clock from timer to timer whenever the call waits.</summary>
    public async Task RunAsync(Task call)
    {
        while (!call.IsCompleted)
        {
            if (!Clock.AdvanceToNextTimer())
            {
                await Task.Yield();
            }
        }
    }
}
