using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sqs.Client.LocalServer.Access;
using Sqs.Client.LocalServer.Moves;
using Sqs.Client.LocalServer.Queues;
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
    private readonly QueueDirectory _queues;
    private readonly MoveTasks _moves;
    private int _disposed;

    private LocalSqs(WebApplication application, SqsEndpoint endpoint, QueueDirectory queues, MoveTasks moves, LocalFaults faults, LocalAccessKey key, Uri address)
    {
        _application = application;
        _endpoint = endpoint;
        _queues = queues;
        _moves = moves;
        Faults = faults;
        Endpoint = address;
        AccessKeyId = key.AccessKeyId;
        SecretAccessKey = key.SecretAccessKey;
    }

    /// <summary>Where the server listens, such as <c>http://127.0.0.1:49152/</c>.</summary>
    public Uri Endpoint { get; }

    /// <summary>The region that signatures must be scoped to.</summary>
    public string Region => _queues.Region;

    /// <summary>The account that owns the queues.</summary>
    public string AccountId => _queues.AccountId;

    /// <summary>The id of the default access key: the first one configured, or one made up for this server.</summary>
    public string AccessKeyId { get; }

    /// <summary>The secret of the default access key.</summary>
    public string SecretAccessKey { get; }

    /// <summary>What goes wrong with requests, on demand; nothing by default.</summary>
    public LocalFaults Faults { get; }

    /// <summary>How many requests were answered so far, errors included.</summary>
    public long RequestCount => _endpoint.Answered;

    /// <summary>How many long polls wait at this moment, over all queues.</summary>
    internal int WaitingPolls => _queues.List().Sum(queue => queue.Waiting);

    /// <summary>Starts a server. Several may run side by side; they share nothing.</summary>
    /// <param name="options">How it runs; null for the defaults. Read once: later changes have no effect.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>The server, listening.</returns>
    /// <exception cref="ArgumentException">The account id is not 12 digits, the region is empty, or two keys have the same id.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LocalSqs> StartAsync(LocalSqsOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new LocalSqsOptions();
        Check(options);
        var time = options.TimeProvider;
        LocalAccessKey[] keys = options.AccessKeys.Count > 0 ? [.. options.AccessKeys] : [MadeUpKey.Create()];
        var queues = new QueueDirectory(options.Region, options.AccountId, time);
        var moves = new MoveTasks(queues, time);
        var gate = options.VerifySignatures ? new SignatureGate(keys.ToDictionary(key => key.AccessKeyId, StringComparer.Ordinal), options.Region, time) : null;
        var log = new ServerLog((options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<LocalSqs>());
        var application = Build(options.Port);
        var faults = new LocalFaults(options.FaultSeed, time, application.Lifetime.ApplicationStopping);
        var endpoint = new SqsEndpoint(queues, moves, gate, time, options.Latency, faults, log);
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
        endpoint.Address = address.AbsoluteUri;
        return new LocalSqs(application, endpoint, queues, moves, faults, keys[0], address);
    }

    /// <summary>Stops the server: long polls that wait are answered empty, running requests end, the port is freed.</summary>
    /// <returns>When everything has ended.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _moves.Close();
        _queues.Close();
        await _application.StopAsync(CancellationToken.None).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    private static void Check(LocalSqsOptions options)
    {
        if (string.IsNullOrWhiteSpace(options.Region) || options.TimeProvider is null)
        {
            throw new ArgumentException("A region and a time provider are needed.", nameof(options));
        }

        if (options.AccountId is not { Length: 12 } || !options.AccountId.All(char.IsAsciiDigit))
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
