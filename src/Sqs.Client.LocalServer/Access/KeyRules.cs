using Sqs.Client.LocalServer.Access.Policies;

namespace Sqs.Client.LocalServer.Access;

/// <summary>What an access key has to be like.</summary>
internal static class KeyRules
{
    private const int LongestUserName = 64;

    /// <summary>An <see cref="ArgumentException"/> names the key by its id, and the member at fault.</summary>
    public static void Check(LocalAccessKey key)
    {
        (string Member, string? Problem) wrong = string.IsNullOrEmpty(key.AccessKeyId) ? (nameof(key.AccessKeyId), "needs an id and a secret")
            : string.IsNullOrEmpty(key.SecretAccessKey) ? (nameof(key.SecretAccessKey), "needs an id and a secret")
            : key.AccountId is { } account && !AwsNames.IsAccount(account) ? (nameof(key.AccountId), "needs an account id of 12 digits")
            : key.UserName is { } user && !IsUserName(user) ? (nameof(key.UserName), "has a user name that IAM would not take")
            : key is { UserName: null, Policy: not null } ? (nameof(key.Policy), "belongs to a root, who has no identity policy: give it a user name")
            : key is { SessionToken: null, Expiration: not null } ? (nameof(key.Expiration), "expires without being of a session: give it a session token")
            : (nameof(key.Policy), ProblemOf(key.Policy));
        if (wrong.Problem is not null)
        {
            throw new ArgumentException($"The access key '{key.AccessKeyId}' {wrong.Problem}.", wrong.Member);
        }
    }

    private static bool IsUserName(string text) => text.Length is >= 1 and <= LongestUserName && text.All(AwsNames.IsUserNameCharacter);

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
