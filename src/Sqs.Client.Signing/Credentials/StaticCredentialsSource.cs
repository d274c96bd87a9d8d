namespace Sqs.Client.Signing;

/// <summary>Always the same credentials.</summary>
/// <param name="credentials">The credentials.</param>
public sealed class StaticCredentialsSource(AwsCredentials credentials) : ICredentialsSource
{
    private readonly AwsCredentials _credentials = credentials ?? throw new ArgumentNullException(nameof(credentials));

    /// <inheritdoc/>
    public ValueTask<AwsCredentials> GetCredentialsAsync(CancellationToken cancellationToken = default) => new(_credentials);
}
