namespace Sqs.Client.Signing;

/// <summary>Where credentials come from. It is asked for each request, by many callers at once.</summary>
/// <remarks>A source that calls out belongs behind a <see cref="CachedCredentialsSource"/>.</remarks>
public interface ICredentialsSource
{
    /// <summary>The credentials to use now.</summary>
    /// <param name="cancellationToken">Ends this caller's wait.</param>
    /// <returns>A snapshot; <see cref="AwsCredentials.Anonymous"/> to send requests unsigned.</returns>
    /// <exception cref="CredentialsUnavailableException">There are none.</exception>
    ValueTask<AwsCredentials> GetCredentialsAsync(CancellationToken cancellationToken = default);
}
