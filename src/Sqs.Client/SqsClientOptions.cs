using Microsoft.Extensions.Logging;
using Polly;
using Sqs.Client.Signing;

namespace Sqs.Client;

/// <summary>How a client works. What is left unset comes from the environment, then from the default; read once, when the client is made.</summary>
public sealed class SqsClientOptions
{
    /// <summary>The region, <c>us-east-1</c> for example. Default: <c>AWS_REGION</c>, then <c>AWS_DEFAULT_REGION</c>.</summary>
    public string? Region { get; set; }

    /// <summary>
    /// Where requests go instead of the region's own endpoint: an emulator, a proxy, a VPC endpoint. Default: <c>AWS_ENDPOINT_URL_SQS</c>,
    /// then <c>AWS_ENDPOINT_URL</c>, then the endpoint of the region. With an endpoint of your own, queue URLs of any host are accepted.
    /// </summary>
    public Uri? Endpoint { get; set; }

    /// <summary>
    /// The protocol to speak. Default: <see cref="SqsProtocol.Query"/>. Calls and errors are the same in both; presigned URLs and
    /// <see cref="SqsCallOptions.UseGet"/> are of the Query protocol alone and refused in JSON with an <see cref="SqsValidationException"/>.
    /// </summary>
    public SqsProtocol Protocol { get; set; }

    /// <summary>
    /// True allows an <c>http</c> endpoint on another machine, where anybody on the way can read messages and replay requests. Default: false;
    /// loopback addresses need no permission.
    /// </summary>
    public bool AllowInsecureEndpoint { get; set; }

    /// <summary>True uses the FIPS 140 endpoint of the region. Default: <c>AWS_USE_FIPS_ENDPOINT</c>, then false.</summary>
    public bool? UseFipsEndpoint { get; set; }

    /// <summary>True uses the endpoint that answers over IPv6 too. Default: <c>AWS_USE_DUALSTACK_ENDPOINT</c>, then false.</summary>
    public bool? UseDualStackEndpoint { get; set; }

    /// <summary>
    /// Where credentials come from. Default: the container's source where there is one, then <c>AWS_ACCESS_KEY_ID</c>,
    /// <c>AWS_SECRET_ACCESS_KEY</c> and <c>AWS_SESSION_TOKEN</c>. The source is asked before every attempt: wrap a slow one in a
    /// <see cref="CachedCredentialsSource"/>.
    /// </summary>
    public ICredentialsSource? Credentials { get; set; }

    /// <summary>The most attempts of a call, 1 to 100. Default: <c>AWS_MAX_ATTEMPTS</c>, then 3. 1 switches the standard retry off.</summary>
    public int? MaxAttempts { get; set; }

    /// <summary>
    /// True sends a message again when it is not known whether the first attempt was stored: it may then be in a standard queue twice. False
    /// surfaces the failure with <see cref="SqsException.OutcomeUnknown"/> set. Default: true. Sends to FIFO queues are always safe to repeat.
    /// </summary>
    public bool ResendUnknownSends { get; set; } = true;

    /// <summary>The longest that one attempt may take, headers and body, beside the wait of a long poll. Default: 10 s.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest that a call may take, all attempts and pauses, beside the wait of a long poll. Default: 60 s.</summary>
    public TimeSpan CallTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>True compares the digests of bodies and attributes with the service's. Default: true.</summary>
    public bool VerifyChecksums { get; set; } = true;

    /// <summary>True corrects the time of signatures when the service says that the clock is off. Default: true.</summary>
    public bool CorrectClockSkew { get; set; } = true;

    /// <summary>
    /// The most connections to an endpoint at once, 1 to 65,535. Default: 256. Long polls hold three quarters of them at most and wait for one another beyond
    /// that, so that they never keep deletes from being sent; with 1 there is nothing to share.
    /// </summary>
    public int MaxConnections { get; set; } = 256;

    /// <summary>The longest that a connection may take to be made. Default: 5 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a connection is used until a new one follows, and with it changes of DNS. Default: 5 minutes.</summary>
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>What to add to the user agent, to find your calls in logs of the service: up to 50 letters, digits and <c>-_./</c>. Default: nothing.</summary>
    public string? ApplicationId { get; set; }

    /// <summary>
    /// Adds Polly strategies around the whole call, the standard retry included; with <see cref="MaxAttempts"/> at 1 a retry of your own
    /// takes its place. Attempts end in a value: tell each strategy by <c>ShouldHandle</c> what a failure is, see <see cref="SqsAttempt"/>.
    /// </summary>
    /// <remarks>Strategies that run attempts side by side (hedging) are not supported: a message would be stored more than once.</remarks>
    public Action<ResiliencePipelineBuilder<SqsAttempt>>? ConfigureCalls { get; set; }

    /// <summary>Adds Polly strategies around each attempt, inside the standard retry: a circuit breaker or a rate limit, for example.</summary>
    public Action<ResiliencePipelineBuilder<SqsAttempt>>? ConfigureAttempts { get; set; }

    /// <summary>The clock. Default: the container's where there is one, otherwise the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }

    /// <summary>Random numbers from 0 to below 1, for the pauses between attempts; called from many threads. Default: the system's.</summary>
    public Func<double>? Random { get; set; }

    /// <summary>Where the client logs. Default: the container's factory where there is one, otherwise nowhere.</summary>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The same options for another region.</summary>
    internal SqsClientOptions InRegion(string region)
    {
        var copy = (SqsClientOptions)MemberwiseClone();
        copy.Region = region;
        return copy;
    }
}
