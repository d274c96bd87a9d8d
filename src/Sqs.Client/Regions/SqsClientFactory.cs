using Sqs.Client.Transport;

namespace Sqs.Client;

/// <summary>Makes clients by region that share connections and credentials. Thread-safe; make one and keep it.</summary>
/// <remarks>
/// A custom endpoint stays the same for all regions, which only tells where requests are signed for: that suits emulators and proxies, not the endpoint of
/// a VPC. Clients are kept until the factory is disposed.
/// </remarks>
public sealed class SqsClientFactory : ISqsClientFactory, IAsyncDisposable
{
    private readonly SqsClientOptions _options;
    private readonly HttpClient _http;
    private readonly HttpClient? _ownHttp;
    private readonly bool _isOfOptions;
    private readonly Func<ISqsClient, ISqsClient> _decorate;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, ISqsClient> _clients = new(StringComparer.Ordinal);
    private bool _isDisposed;

    /// <summary>Makes a factory with connections of its own.</summary>
    /// <param name="options">How its clients work; null takes everything from the environment.</param>
    /// <exception cref="SqsValidationException">A setting is missing or out of its range.</exception>
    public SqsClientFactory(SqsClientOptions? options = null)
        : this(options ?? new SqsClientOptions(), http: null, isOfOptions: true, static client => client)
    {
    }

    /// <summary>Makes a factory over an <see cref="HttpClient"/> of yours, which is not disposed with it.</summary>
    /// <param name="options">How its clients work.</param>
    /// <param name="http">As in <see cref="SqsClient(SqsClientOptions, HttpClient)"/>.</param>
    /// <exception cref="SqsValidationException">A setting is missing or out of its range, or the <see cref="HttpClient"/> has a timeout.</exception>
    public SqsClientFactory(SqsClientOptions options, HttpClient http)
        : this(options ?? throw new ArgumentNullException(nameof(options)), http ?? throw new ArgumentNullException(nameof(http)), isOfOptions: false, static client => client)
    {
    }

    internal SqsClientFactory(SqsClientOptions options, HttpClient? http, bool isOfOptions, Func<ISqsClient, ISqsClient> decorate)
    {
        // Every option is checked before connections are made of them.
        _ = SqsClientSettings.Freeze(options, Environment.GetEnvironmentVariable);
        _ownHttp = http is null ? SqsHttp.NewClient(options) : null;
        (_http, _isOfOptions, _decorate) = (http ?? _ownHttp!, isOfOptions, decorate);

        // The first client knows which region the environment names.
        var home = new SqsClient(options, _http, isOfOptions);
        Region = home.Region;
        _options = options.InRegion(Region);
        _clients.Add(Region, decorate(home));
    }

    /// <inheritdoc/>
    public string Region { get; }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The factory was disposed.</exception>
    public ISqsClient ForRegion(string region)
    {
        ArgumentNullException.ThrowIfNull(region);
        EndpointResolver.RefuseBadRegion(region, nameof(region));
        using (_gate.EnterScope())
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_clients.TryGetValue(region, out var client))
            {
                client = _decorate(new SqsClient(_options.InRegion(region), _http, _isOfOptions));
                _clients.Add(region, client);
            }

            return client;
        }
    }

    /// <summary>Disposes the clients, and the connections where they are the factory's own.</summary>
    /// <returns>A task that ends when they are.</returns>
    public async ValueTask DisposeAsync()
    {
        ISqsClient[] clients;
        using (_gate.EnterScope())
        {
            _isDisposed = true;
            clients = [.. _clients.Values];
            _clients.Clear();
        }

        foreach (var client in clients)
        {
            await client.DisposeAsync().ConfigureAwait(false);
        }

        _ownHttp?.Dispose();
    }
}
