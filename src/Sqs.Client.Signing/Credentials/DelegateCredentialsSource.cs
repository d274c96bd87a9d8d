namespace Sqs.Client.Signing;

/// <summary>Credentials from a function of yours.</summary>
/// <param name="getCredentials">Gives the credentials to use now; called for each request, unless a <see cref="CachedCredentialsSource"/> stands before it.</param>
public sealed class DelegateCredentialsSource(Func<CancellationToken, ValueTask<AwsCredentials>> getCredentials) : ICredentialsSource
{
    private readonly Func<CancellationToken, ValueTask<AwsCredentials>> _getCredentials =
        getCredentials ?? throw new ArgumentNullException(nameof(getCredentials));

    /// <inheritdoc/>
    public ValueTask<AwsCredentials> GetCredentialsAsync(CancellationToken cancellationToken = default) => _getCredentials(cancellationToken);
}
