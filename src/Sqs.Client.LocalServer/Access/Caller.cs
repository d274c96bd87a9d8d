using System.Security.Cryptography;
using System.Text;
using Sqs.Client.LocalServer.Access.Policies;

namespace Sqs.Client.LocalServer.Access;

/// <summary>Who makes a request: the root of an account, one of its users, or somebody without a name.</summary>
internal sealed record Caller
{
    private const string IdLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The account that the caller belongs to; of an anonymous caller the word that AWS uses for it.</summary>
    public required string AccountId { get; init; }

    /// <summary>The name of the user; null for root.</summary>
    public string? UserName { get; init; }

    /// <summary>The SenderId of messages: the account for its root, <c>AIDA...</c> for a user, the address of an anonymous caller.</summary>
    public required string UserId { get; init; }

    public string? AccessKeyId { get; init; }

    /// <summary>The identity policy of the user; null when there is none.</summary>
    public AccessPolicy? Policy { get; init; }

    public bool IsAnonymous { get; init; }

    public bool IsRoot => !IsAnonymous && UserName is null;

    public string Arn => IsAnonymous ? "anonymous" : $"arn:aws:iam::{AccountId}:{(UserName is null ? "root" : "user/" + UserName)}";

    public static Caller Root(string accountId) => new() { AccountId = accountId, UserId = accountId };

    public static Caller Anonymous(string address) => new() { AccountId = "anonymous", UserId = address, IsAnonymous = true };

    /// <summary>The caller that a key stands for, in the server's own account where the key names none.</summary>
    public static Caller Of(LocalAccessKey key, string defaultAccountId)
    {
        var root = Root(key.AccountId ?? defaultAccountId) with { AccessKeyId = key.AccessKeyId };
        return key.UserName is not { } user ? root : root with { UserName = user, UserId = IdOf(root.AccountId, user), Policy = key.Policy is { } policy ? PolicyReader.Read(policy, PolicyKind.Identity) : null };
    }

    /// <summary>Ids of users look random and never change; here they follow from account and name.</summary>
    private static string IdOf(string accountId, string user)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{accountId}/{user}"));
        return "AIDA" + string.Concat(hash.Take(17).Select(part => IdLetters[part % IdLetters.Length]));
    }
}

/// <summary>What the gate found out about a request: whose it is, and which region it is for.</summary>
internal readonly record struct Admission(Caller Caller, string Region);
