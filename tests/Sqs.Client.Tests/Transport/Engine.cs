using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using Sqs.Client.LocalServer;
using Sqs.Client.Operations;
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
        HttpMessageHandler handler,
        int maxAttempts = 3,
        Func<double>? random = null,
        bool resendUnknownSends = true,
        Action<ResiliencePipelineBuilder<SqsAttempt>>? calls = null,
        Action<ResiliencePipelineBuilder<SqsAttempt>>? attempts = null,
        ICredentialsSource? credentials = null,
        TimeSpan? callTimeout = null,
        Func<TransportSettings, TransportSettings>? change = null,
        ILogger? logger = null)
    {
        var settings = new TransportSettings
        {
            Protocol = SqsProtocol.Query,
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
        Settings = change?.Invoke(settings) ?? settings;
        var log = new TransportLog(logger ?? NullLogger.Instance);
        Transport = new SqsTransport(new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan }, Settings, log);
        Pipeline = new SqsPipeline(Transport, Settings, log);
    }

    public VirtualClock Clock { get; } = new();

    public TransportSettings Settings { get; }

    public SqsTransport Transport { get; }

    public SqsPipeline Pipeline { get; }

    public Task<SendMessageResponse> SendAsync(
        string body = "x", string queueUrl = QueueUrl, SqsCallOptions? options = null, CancellationToken cancellationToken = default) =>
        Pipeline.InvokeAsync(
            SqsOperations.SendMessage, new SendMessageRequest { QueueUrl = queueUrl, MessageBody = body, CallOptions = options }, cancellationToken);

    public Task<ReceiveMessageResponse> ReceiveAsync(
        int? wait = 0, string queueUrl = QueueUrl, SqsCallOptions? options = null, CancellationToken cancellationToken = default) =>
        Pipeline.InvokeAsync(
            SqsOperations.ReceiveMessage,
            new ReceiveMessageRequest { QueueUrl = queueUrl, WaitTimeSeconds = wait, MaxNumberOfMessages = 10, CallOptions = options },
            cancellationToken);

    public Task<DeleteMessageResponse> DeleteAsync(string handle = "handle", SqsCallOptions? options = null, CancellationToken cancellationToken = default) =>
        Pipeline.InvokeAsync(
            SqsOperations.DeleteMessage, new DeleteMessageRequest { QueueUrl = QueueUrl, ReceiptHandle = handle, CallOptions = options }, cancellationToken);

    /// <summary>Runs a call to its end, moving the clock from timer to timer whenever the call waits.</summary>
    public async Task RunAsync(Task call)
    {
        var watch = Stopwatch.StartNew();
        while (!call.IsCompleted)
        {
            Assert.True(watch.Elapsed < TimeSpan.FromMinutes(1), "the call does not end");
            if (!Clock.AdvanceToNextTimer())
            {
                await Task.Yield();
            }
        }
    }

    /// <summary>The result of a call that waits on the clock.</summary>
    public async Task<T> ResultOfAsync<T>(Task<T> call)
    {
        await RunAsync(call);
        return await call;
    }

    /// <summary>The exception, of exactly this type, of a call that waits on the clock.</summary>
    public async Task<TException> ErrorOfAsync<TException>(Task call)
        where TException : Exception
    {
        await RunAsync(call);
        return await Assert.ThrowsAsync<TException>(() => call);
    }
}
