using Amazon.Runtime;
using Sqs.Client.Aws;
using Sqs.Client.Aws.Endpoints;
using Sqs.Client.Signing;

namespace Sqs.Client;

/// <summary>
/// Credentials as the AWS SDK for .NET finds them: the environment, web identity (EKS), a profile (keys, roles, SSO, processes), a container (ECS,
/// EKS Pod Identity), the instance (EC2). They are kept, and renewed ahead of their expiry by one call however many wait. Thread-safe.
/// </summary>
/// <remarks>
/// The first place that is set up decides; if it fails, the search ends there. Environment and files are read at each search, so it is no matter
/// what the SDK read when it was first used; a file of profiles that has changed is noticed within 10 seconds. Order and places: <see href="https://docs.aws.amazon.com/sdk-for-net/v4/developer-guide/creds-assign.html">
/// Credential and profile resolution</see>.
/// </remarks>
public sealed class AwsSdkCredentialsSource : ICredentialsSource, IAsyncDisposable, IDisposable
{
    private readonly HttpClient _http = EndpointCall.NewClient();
    private readonly CachedCredentialsSource _cache;
    private readonly ProfileWatch? _watch;
    private readonly CancellationTokenSource _stopping = new();
    private bool _isDisposed;

    /// <summary>Makes a source; nothing is looked for before it is asked.</summary>
    /// <param name="options">Where to look and when to ask again; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A time of <see cref="AwsCredentialsOptions.Refresh"/> is negative, or the advisory window shorter than the mandatory one.</exception>
    public AwsSdkCredentialsSource(AwsCredentialsOptions? options = null)
    {
        options ??= new AwsCredentialsOptions();
        ICredentialsSource source;
        if (options.Credentials is { } given)
        {
            source = new SdkCredentials(given, options.Refresh.AdvisoryRefresh);
        }
        else
        {
            var surroundings = new Surroundings(options);
            _watch = new ProfileWatch(surroundings);
            source = new CredentialsChain(surroundings, _http);
        }

        _cache = new CachedCredentialsSource(new DelegateCredentialsSource(token => SearchAsync(source, token)), options.Refresh, options.TimeProvider);
    }

    /// <summary>Makes a source of credentials of the SDK; what they were made from refreshes them.</summary>
    /// <param name="credentials">The credentials, for example an <c>AssumeRoleAWSCredentials</c>.</param>
    public AwsSdkCredentialsSource(AWSCredentials credentials)
        : this(new AwsCredentialsOptions { Credentials = credentials ?? throw new ArgumentNullException(nameof(credentials)) })
    {
    }

    /// <inheritdoc/>
    /// <exception cref="CredentialsUnavailableException">No place has any, or the one that has them failed; the message says of each place why, and holds no secret.</exception>
    /// <exception cref="ObjectDisposedException">The source was disposed.</exception>
    public ValueTask<AwsCredentials> GetCredentialsAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (_watch is { } watch && watch.SeesChange())
        {
            _cache.Invalidate();
        }

        var credentials = _cache.GetCredentialsAsync(cancellationToken);
        return credentials.IsCompletedSuccessfully ? credentials : WaitAsync(credentials);
    }

    /// <summary>Forgets the credentials, so that the next call looks for them anew; for instance after the service refused them.</summary>
    public void Invalidate() => _cache.Invalidate();

    /// <summary>Cancels a search under way and waits for its end. Credentials of the SDK are not disposed.</summary>
    /// <returns>A task that ends when nothing runs any more.</returns>
    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        await _cache.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
        _http.Dispose();
    }

    /// <summary>Cancels a search under way without waiting for its end, for containers that are not disposed asynchronously.</summary>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        _stopping.Cancel();
        _stopping.Dispose();
        _http.Dispose();
    }

    /// <summary>The cache's own token ends when it is disposed, which waits; the other one where nobody waits.</summary>
    private async ValueTask<AwsCredentials> SearchAsync(ICredentialsSource source, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        return await source.GetCredentialsAsync(either.Token).ConfigureAwait(false);
    }

    /// <summary>The cache tells of the failure by an inner exception; here the places are the message.</summary>
    private static async ValueTask<AwsCredentials> WaitAsync(ValueTask<AwsCredentials> credentials)
    {
        try
        {
            return await credentials.ConfigureAwait(false);
        }
        catch (CredentialsUnavailableException exception) when (exception.InnerException is CredentialsUnavailableException { InnerException: null } cause)
        {
            throw new CredentialsUnavailableException(cause.Message, exception);
        }
    }
}
