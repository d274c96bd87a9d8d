namespace Sqs.Client.LocalServer;

/// <summary>An access key that a <see cref="LocalSqs"/> accepts.</summary>
/// <param name="AccessKeyId">The id that a caller names in its signature.</param>
/// <param name="SecretAccessKey">The secret that the signature is made with.</param>
/// <param name="SessionToken">The token that a caller has to send along; null for a long-lived key, which must come without one.</param>
public sealed record LocalAccessKey(string AccessKeyId, string SecretAccessKey, string? SessionToken = null)
{
    /// <summary>Shows the id only; the secret and the token never appear in a text.</summary>
    /// <returns>The access key id.</returns>
    public override string ToString() => $"LocalAccessKey {{ AccessKeyId = {AccessKeyId} }}";
}
