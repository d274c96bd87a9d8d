using System.Globalization;
using Sqs.Client.LocalServer;
using Sqs.Client.Tool.Files;

namespace Sqs.Client.Tool.Local;

/// <summary>
/// A file of access keys: <c>{ "keys": [ { "id", "secret", "token", "account", "user", "policy", "expiration" } ] }</c>. Nothing that it says
/// about a mistake quotes a secret, a token or a policy.
/// </summary>
internal static class KeysFile
{
    private static readonly string[] Members = ["id", "secret", "token", "account", "user", "policy", "expiration"];

    public static IReadOnlyList<LocalAccessKey> Read(FileValue root)
    {
        root.AllowOnly(["keys"]);
        return [.. root.Required("keys").Items().Select(Key)];
    }

    private static LocalAccessKey Key(FileValue entry)
    {
        entry.AllowOnly(Members);
        var key = new LocalAccessKey(entry.Required("id").NotEmpty(), entry.Required("secret").NotEmpty(), entry.Find("token")?.NotEmpty())
        {
            AccountId = entry.Find("account")?.NotEmpty(),
            UserName = entry.Find("user")?.NotEmpty(),
            Policy = entry.Find("policy")?.Json(),
            Expiration = entry.Find("expiration") is { } end ? Time(end) : null,
        };
        try
        {
            key.EnsureValid();
            return key;
        }
        catch (ArgumentException wrong)
        {
            throw (entry.Find(MemberOf(wrong.ParamName)) ?? entry).Wrong(wrong.Message.Replace($" (Parameter '{wrong.ParamName}')", "", StringComparison.Ordinal));
        }
    }

    private static string MemberOf(string? property) => property switch
    {
        nameof(LocalAccessKey.AccountId) => "account",
        nameof(LocalAccessKey.UserName) => "user",
        nameof(LocalAccessKey.Policy) => "policy",
        _ => "expiration",
    };

    private static DateTimeOffset Time(FileValue value) =>
        DateTimeOffset.TryParse(value.Text(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? time
            : throw value.Wrong("has to be a time such as 2030-01-31T12:00:00Z.");
}
