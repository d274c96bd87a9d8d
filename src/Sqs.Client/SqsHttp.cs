namespace Sqs.Client;

/// <summary>The connections of a client: settings of the HTTP stack that its safety depends on, in one place.</summary>
internal static class SqsHttp
{
    /// <summary>Below the idle time-outs of servers and load balancers in the field, so that they seldom close a connection that is about to be used.</summary>
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(15);

    public static SocketsHttpHandler NewHandler(SqsClientOptions options) => new()
    {
        // Redirects would take the session token to another host: they are answers to be refused, not to be followed.
        AllowAutoRedirect = false,
        UseCookies = false,
        ConnectTimeout = options.ConnectTimeout,
        MaxConnectionsPerServer = options.MaxConnections,
        PooledConnectionIdleTimeout = IdleTimeout,
        PooledConnectionLifetime = options.ConnectionLifetime,
    };

    public static HttpClient NewClient(SqsClientOptions options) => new(NewHandler(options)) { Timeout = Timeout.InfiniteTimeSpan };
}
