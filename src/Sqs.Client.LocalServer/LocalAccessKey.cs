using Sqs.Client.LocalServer.Access;

namespace Sqs.Client.LocalServer;

/// <summary>An access key that a <see cref="LocalSqs"/> accepts, and whose it is.</summary>
/// <param name="AccessKeyId">The id that a caller names in its signature.</param>
/// <param name="SecretAccessKey">The secret that the signature is made with.</param>
/// <param name="SessionToken">The token that a caller has to send along; null for a long-lived key, which must come without one.</param>
public sealed record LocalAccessKey(string AccessKeyId, string SecretAccessKey, string? SessionToken = null)
{
    /// <summary>The account that the key belongs to, 12 digits; <see cref="LocalSqsOptions.AccountId"/> when null, the default.</summary>
    public string? AccountId { get; init; }

    /// <summary>The user that the key belongs to: 1 to 64 letters, digits and <c>+=,.@_-</c>. Null, the default, for the account's root, who may do everything that no queue policy denies.</summary>
    public string? UserName { get; init; }

    /// <summary>The identity policy of the user as JSON. A user may do what it or the queue's policy allows, by default nothing; root needs none. Read when the server starts, which refuses one that is malformed.</summary>
    public string? Policy { get; init; }

    /// <summary>When the session ends, on the server's clock: from then on the answer is <c>ExpiredToken</c>. Null, the default, for never.</summary>
    public DateTimeOffset? Expiration { get; init; }

    /// <summary>Refuses a key that no server takes; <see cref="LocalSqs.StartAsync"/> asks it of each of its keys.</summary>
    /// <exception cref="ArgumentException">The key is not well formed; the exception names the key by its id, and the member at fault.</exception>
    public void EnsureValid() => KeyRules.Check(this);

    /// <summary>Shows id, account and user only; the secret, the token and the policy never appear in a text.</summary>
    /// <returns>The access key id and its owner.</returns>
    public override string ToString() => $"LocalAccessKey {{ AccessKeyId = {AccessKeyId}, AccountId = {AccountId}, UserName = {UserName} }}";
}
