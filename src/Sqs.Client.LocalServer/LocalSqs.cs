using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Sqs.Client.LocalServer.Access;
using Sqs.Client.LocalServer.Audit;
using Sqs.Client.LocalServer.InMemory;
using Sqs.Client.LocalServer.Inspection;
using Sqs.Client.LocalServer.Realms;
using Sqs.Client.LocalServer.Wire;

namespace Sqs.Client.LocalServer;

/// <summary>Amazon SQS inside your process: a real HTTP server for tests and samples, on 127.0.0.1 or without any socket. Everything is kept in memory.</summary>
/// <example><code>
/// await using var server = await LocalSqs.StartAsync();
/// // point a client at server.Endpoint with server.AccessKeyId and server.SecretAccessKey
/// </code></example>
public sealed class LocalSqs : IAsyncDisposable
{
    /// <summary>
    /// The name of the meter that has the metrics of Amazon CloudWatch by their names there (<c>NumberOfMessagesSent</c> and so on), tagged with
    /// <c>QueueName</c>, <c>Region</c> and <c>AccountId</c>. Its scope is the server.
    /// </summary>
    public const string MeterName = "Sqs.Client.LocalServer";

    private static readonly Dictionary<string, string> NoTexts = [];

    private readonly WebApplication _application;
    private readonly SqsEndpoint _endpoint;
    private readonly RealmDirectory _realms;
    private readonly Recorders _recorders;
    private readonly MemoryListener _memory = new();
    private readonly bool _listens;
    private readonly Action<LocalSqs>? _prepare;
    private readonly Lock _starting = new();
    private Task? _started;
    private int _disposed;

    /// <summary>Makes a server that is not started yet.</summary>
    internal LocalSqs(LocalSqsOptions options)
    {
        options.Check();
        LocalAccessKey[] keys = options.AccessKeys.Count > 0 ? [.. options.AccessKeys] : [MadeUpKey.Create()];
        var gate = new SignatureGate(new AccessKeys(keys, options.AccountId), options);
        var log = new ServerLog((options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger<LocalSqs>());
        _listens = options.Listen;
        _prepare = options.Prepare;
        _application = WebServer.Build(_listens ? options.Port : null, _memory);
        _realms = new RealmDirectory(options.TimeProvider);
        Faults = new LocalFaults(options.FaultSeed, options.TimeProvider, _application.Lifetime.ApplicationStopping);
        _recorders = new Recorders(new RequestLog(options.KeptRequests), new QueueInstruments(_realms, this), new AuditTrail(), log);
        _endpoint = new SqsEndpoint(options, _realms, gate, Faults, _recorders);
        _application.Run(_endpoint.AnswerAsync);
        Region = options.Region;
        AccountId = keys[0].AccountId ?? options.AccountId;
        AccessKeyId = keys[0].AccessKeyId;
        SecretAccessKey = keys[0].SecretAccessKey;
    }

    /// <summary>
    /// Where the server listens, such as <c>http://127.0.0.1:49152/</c>; <c>http://localhost/</c> for one that does not listen and is reached
    /// by <see cref="CreateHandler"/> only.
    /// </summary>
    public Uri Endpoint => !_listens ? WebServer.WithoutSocket
        : _started is { IsCompletedSuccessfully: true } ? new Uri(_application.Urls.First(url => url.Contains("127.0.0.1", StringComparison.Ordinal)))
        : throw new InvalidOperationException("The server has not started; its port is not known yet.");

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
    public IReadOnlyList<AuditRecord> AuditRecords => _recorders.Audit.Records;

    /// <summary>How many requests were answered so far, errors included.</summary>
    public long RequestCount => _endpoint.Answered;

    /// <summary>How many of them were answered with an error.</summary>
    public long ErrorCount => _endpoint.Refused;

    /// <summary>Every queue at this moment, by region, account and name.</summary>
    public IReadOnlyList<LocalQueue> Queues => [.. _realms.ListQueues().Select(queue => new LocalQueue(queue, this))];

    /// <summary>The latest requests, in the order of their coming: those that were answered, errors included, those that still run, and those whose answer nobody got.</summary>
    public IReadOnlyList<LocalRequest> Requests => _recorders.Requests.Snapshot();

    /// <summary>How many long polls wait at this moment, over all queues.</summary>
    internal int WaitingPolls => _realms.ListQueues().Sum(queue => queue.Waiting);

    /// <summary>Starts a server. Several may run side by side; they share nothing.</summary>
    /// <param name="options">How it runs; null for the defaults. Read once: later changes have no effect.</param>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>The server, listening.</returns>
    /// <exception cref="ArgumentException">The account id is not 12 digits, a region is none, or an access key is not well formed or there twice.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <remarks>What <see cref="LocalSqsOptions.Prepare"/> throws comes out too.</remarks>
    public static async Task<LocalSqs> StartAsync(LocalSqsOptions? options = null, CancellationToken cancellationToken = default)
    {
        var server = new LocalSqs(options ?? new LocalSqsOptions());
        try
        {
            await server.EnsureStartedAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            return server;
        }
        catch
        {
            await server.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Finds a queue by its ARN, or in the server's own region by its URL or (in the server's own account) its name.</summary>
    /// <param name="queue">Which one.</param>
    /// <returns>The queue.</returns>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public LocalQueue GetQueue(string queue)
    {
        ArgumentException.ThrowIfNullOrEmpty(queue);
        return Queues.FirstOrDefault(one => one.IsNamed(queue, Region, AccountId)) ?? throw new KeyNotFoundException($"The server has no queue '{queue}'.");
    }

    /// <summary>
    /// Creates a queue as the action CreateQueue does, or finds the one of that name if none of the given attributes differs. No request is
    /// made for it, so it needs no permission, and is in no <see cref="Requests"/> and no <see cref="AuditRecords"/>.
    /// </summary>
    /// <param name="name">The name; one that ends with <c>.fifo</c> needs the attribute <c>FifoQueue</c>.</param>
    /// <param name="attributes">The attributes by their names on the wire, <c>VisibilityTimeout</c> for example; null for the defaults.</param>
    /// <param name="tags">The tags; null for none.</param>
    /// <param name="region">The region; null for <see cref="Region"/>.</param>
    /// <param name="accountId">The account that owns it, 12 digits; null for <see cref="AccountId"/>.</param>
    /// <returns>The queue.</returns>
    /// <exception cref="LocalSqsException">The service would refuse it; the exception names the attribute at fault.</exception>
    /// <exception cref="ArgumentException">The name is empty, or the region or the account is none.</exception>
    public LocalQueue CreateQueue(
        string name,
        IReadOnlyDictionary<string, string>? attributes = null,
        IReadOnlyDictionary<string, string>? tags = null,
        string? region = null,
        string? accountId = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var realm = _realms.Of(
            AwsNames.IsRegion(region ?? Region) ? region ?? Region : throw new ArgumentException("A region has lower-case letters, digits and hyphens.", nameof(region)),
            AwsNames.IsAccount(accountId ?? AccountId) ? accountId ?? AccountId : throw new ArgumentException("An account id has 12 digits.", nameof(accountId)));
        try
        {
            return new LocalQueue(realm.Queues.Create(name, [.. attributes ?? NoTexts], [.. tags ?? NoTexts]), this);
        }
        catch (SqsFault refusal)
        {
            throw new LocalSqsException(refusal.Message, refusal.Code, refusal.Member ?? "QueueName");
        }
    }

    /// <summary>
    /// Makes an HTTP handler that brings every request to this server without a socket, whatever host and scheme it names. HTTP is spoken as
    /// usual, and faults of connections work too.
    /// </summary>
    /// <param name="sourceAddress">The address that its requests seem to come from, which conditions of policies may name; 127.0.0.1 by default.</param>
    /// <returns>The handler; dispose it, or the <see cref="HttpClient"/> that owns it, to close its connections.</returns>
    public HttpMessageHandler CreateHandler(IPAddress? sourceAddress = null) =>
        new MemoryHandler(_memory, sourceAddress ?? IPAddress.Loopback, token => EnsureStartedAsync().WaitAsync(token));

    /// <summary>Stops the server: long polls that wait are answered empty, running requests end, the port is freed.</summary>
    /// <returns>When everything has ended.</returns>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _recorders.Instruments.Dispose();
        _realms.Close();
        if (_started is { } started)
        {
            await started.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // who started it was told
        }

        await _application.StopAsync(CancellationToken.None).ConfigureAwait(false);
        await _application.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Starts the server once, whoever asks first.</summary>
    internal Task EnsureStartedAsync()
    {
        lock (_starting)
        {
            return _started ??= StartOnceAsync();
        }
    }

    private async Task StartOnceAsync()
    {
        if (_prepare is not null)
        {
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // out of the lock
            _prepare(this);
        }

        await _application.StartAsync(CancellationToken.None).ConfigureAwait(false);
    }
}
