using Amazon.Runtime;
using Sqs.Client.Aws.Services;
using Sqs.Client.Signing;

namespace Sqs.Client.Aws;

/// <summary>Credentials of the SDK as a source.</summary>
/// <param name="credentials">The SDK's object.</param>
/// <param name="lifetime">How much of their life they have to have left.</param>
internal sealed class SdkCredentials(AWSCredentials credentials, TimeSpan lifetime) : ICredentialsSource
{
    private const int Looks = 10;

    /// <inheritdoc/>
    public async ValueTask<AwsCredentials> GetCredentialsAsync(CancellationToken cancellationToken = default)
    {
        if (credentials is AnonymousAWSCredentials)
        {
            return AwsCredentials.Anonymous;
        }

        try
        {
            return await SnapshotAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not CredentialsUnavailableException && !cancellationToken.IsCancellationRequested)
        {
            throw ServiceFailure.Of($"The credentials of type {credentials.GetType().Name}: whoever gives them", exception);
        }
    }

    /// <summary>The keys and when they expire stand in two places of the SDK: they belong together if the time was the same before and after.</summary>
    private async Task<AwsCredentials> SnapshotAsync()
    {
        for (var look = 0; look < Looks; look++)
        {
            var keys = await KeysAsync(lifetime).ConfigureAwait(false);
            var expiration = credentials.Expiration;
            var again = await KeysAsync(TimeSpan.Zero).ConfigureAwait(false);
            if (keys.Equals(again) && expiration == credentials.Expiration)
            {
                return CredentialsDocument.Make(
                    credentials.GetType().Name,
                    ("AccessKey", keys.AccessKey),
                    ("SecretKey", keys.SecretKey),
                    ("Token", keys.UseToken ? keys.Token : null),
                    expiration is { } time ? new DateTimeOffset(DateTime.SpecifyKind(time.ToUniversalTime(), DateTimeKind.Utc)) : null);
            }
        }

        throw new CredentialsUnavailableException($"The credentials of type {credentials.GetType().Name} change faster than they can be read.");
    }

    /// <summary>Without the lifetime the SDK would renew them in the background and give the old ones meanwhile.</summary>
    private Task<ImmutableCredentials> KeysAsync(TimeSpan least) =>
        credentials is RefreshingAWSCredentials refreshing ? refreshing.GetCredentialsAsync(least) : credentials.GetCredentialsAsync();
}
