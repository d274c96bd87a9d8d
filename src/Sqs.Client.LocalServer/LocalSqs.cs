using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sqs.Client.LocalServer.Access;
using Sqs.Client.LocalServer.Audit;
using Sqs.Client.LocalServer.Realms;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer;

/// <summary>Amazon SQS inside your process: a real HTTP server on 127.0.0.1 for tests and samples. Everything is kept in memory.</summary>
/// <example><code>
/// await using var server = await LocalSqs.StartAsync();
/// // point a client at server.Endpoint with server.AccessKeyId and server.SecretAccessKey
/// </code></example>
public sealed class LocalSqs : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly SqsEndpoint _endpoint;
    private readonly RealmDirectory _realms;
    private readonly AuditTrail _audit;
    private int _disposed;

    private LocalSqs(WebApplication application, SqsEndpoint endpoint, RealmDirectory realms, AuditTrail audit, LocalFaults faults, LocalSqsOptions options, LocalAccessKey key, Uri address)
    {
        _application = application;
        _endpoint = endpoint;
        _realms = realms;
        _audit = audit;
        Faults = faults;
        Region = options.Region;
        AccountId = key.AccountId ?? options.AccountId;
        Endpoint = address;
        AccessKeyId = key.AccessKeyId;
        SecretAccessKey = key.SecretAccessKey;
    }

    /// <summary>Where the server listens, such as <c>http://127.0.0.1:49152/</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>The region of requests that name none: the one to set a client up with.</summary>
    public string Region { get; }

    /// <summary>The account of the default access key.</summary>
    public string AccountId { get; }

    /// <summary>The id of the default access key: the first one configured, or one made up for this server.</summary>
    public string AccessKeyId { get; }

    /// <summary>The secret of the default access key.</summary>
    public string SecretAccessKey { get; }

    /// <summary>What goes wrong with requests, on demand; nothing by default.</summary>
    public LocalFaults Faults { get; }

    /// <summary>
    /// A record of each AddPermission, CreateQueue, DeleteQueue, RemovePermission and SetQueueAttributes so far, done or refused, newest last;
    /// the last 1000 are kept. The list does not change afterwards: ask again for later ones.
    /// </summary>
    public IReadOnlyList<AuditRecord> AuditRecords => _audit.Records;

    /// <summary>How many requests were answered so far, errors included.</summary>
    public long RequestCount => _endpoint.Answered;

    /// <summary>How many long polls wait at this moment, over all queues.</summary>
    internal int WaitingPolls => _realms.ListQueues().Sum(queue => queue.Waiting);

    /// <summary>Starts a server. Several may run side by side; they share nothing.</summary>
    /// <param name="options">How it runs; null for the defaults. Read once: later changes have no effect.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>The server, listening.</returns>
    /// <exception cref="ArgumentException">The account id is not 12 digits, a region is none, or an access key is not well formed or there twice.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LocalSqs> StartAsync(LocalSqsOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new LocalSqsOptions();
        Check(options);
        var time = options.TimeProvider;
        LocalAccessKey[] keys = options.AccessKeys.Count > 0 ? [.. options.AccessKeys] : [MadeUpKey.Create()];
        var realms = new RealmDirectory(time);
        var gate = new SignatureGate(new AccessKeys(keys, options.AccountId), options);
        var log = new ServerLog((options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<LocalSqs>());
        var application = Build(options.Port);
        var faults = new LocalFaults(options.FaultSeed, time, application.Lifetime.ApplicationStopping);
        var audit = new AuditTrail();
        var endpoint = new SqsEndpoint(realms, gate, options.AccountId, time, options.Latency, faults, audit, log);
        application.Run(endpoint.AnswerAsync);
        try
        {
            await application.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var address = new Uri(application.Urls.First());
        return new LocalSqs(application, endpoint, realms, audit, faults, options, keys[0], address);
    }

    /// <summary>Stops the server: long polls that wait are answered empty, running requests end, the port is freed.</summary>
    /// <returns>When everything has ended.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _realms.Close();
        await _application.StopAsync(CancellationToken.None).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    private static void Check(LocalSqsOptions options)
    {
        if (!AwsNames.IsRegion(options.Region) || !options.Regions.All(AwsNames.IsRegion) || options.TimeProvider is null)
        {
            throw new ArgumentException("A region (lower-case letters, digits, hyphens) and a time provider are needed.", nameof(options));
        }

        if (!AwsNames.IsAccount(options.AccountId))
        {
            throw new ArgumentException("The account id has to be 12 digits.", nameof(options));
        }
    }

    /// <summary>
    /// An application that takes nothing from its surroundings: no appsettings.json, no ASPNETCORE_ variables, no logging, and no hand
    /// on Ctrl+C, which belongs to the program that embeds the server.
    /// </summary>
    private static WebApplication Build(int port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = ReceivedRequest.LargestRefusedBody;
            kestrel.Limits.MaxRequestLineSize = 256 * 1024; // a GET carries its whole message in the line
            kestrel.Listen(IPAddress.Loopback, port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        builder.Services.AddSingleton<IHostLifetime, EmbeddedLifetime>();
        return builder.Build();
    }

    private sealed class EmbeddedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
