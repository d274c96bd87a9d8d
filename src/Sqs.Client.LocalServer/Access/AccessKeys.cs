using System.Collections.Frozen;
using Sqs.Client.LocalServer.Access.Policies;

namespace Sqs.Client.LocalServer.Access;

/// <summary>The keys that the server knows, and the caller that each stands for.</summary>
internal sealed class AccessKeys
{
    private const int LongestUserName = 64;

    private readonly FrozenDictionary<string, (LocalAccessKey Key, Caller Caller)> _keys;

    /// <summary>Checks and takes the keys; an <see cref="ArgumentException"/> names the one at fault by its id.</summary>
    public AccessKeys(IReadOnlyList<LocalAccessKey> keys, string defaultAccountId)
    {
        foreach (var key in keys)
        {
            Check(key);
        }

        _keys = keys.ToFrozenDictionary(key => key.AccessKeyId, key => (key, Caller.Of(key, defaultAccountId)), StringComparer.Ordinal);
    }

    public (LocalAccessKey Key, Caller Caller)? Find(string accessKeyId) => _keys.TryGetValue(accessKeyId, out var found) ? found : null;

    private static void Check(LocalAccessKey key)
    {
        var problem = string.IsNullOrEmpty(key.AccessKeyId) || string.IsNullOrEmpty(key.SecretAccessKey) ? "needs an id and a secret"
            : key.AccountId is { } account && !AwsNames.IsAccount(account) ? "needs an account id of 12 digits"
            : key.UserName is { } user && !(user.Length is >= 1 and <= LongestUserName && user.All(AwsNames.IsUserNameCharacter)) ? "has a user name that IAM would not take"
            : key is { UserName: null, Policy: not null } ? "belongs to a root, who has no identity policy: give it a user name"
            : key is { SessionToken: null, Expiration: not null } ? "expires without being of a session: give it a session token"
            : ProblemOf(key.Policy);
        if (problem is not null)
        {
            throw new ArgumentException($"The access key '{key.AccessKeyId}' {problem}.", nameof(key));
        }
    }

    private static string? ProblemOf(string? policy)
    {
        try
        {
            _ = policy is null ? null : PolicyReader.Read(policy, PolicyKind.Identity);
            return null;
        }
        catch (FormatException wrong)
        {
            return "has an identity policy that cannot be read: " + wrong.Message.TrimEnd('.');
        }
    }
}
