using System.Security.Cryptography;
using System.Text;

namespace Sqs.Client.Tool.Policies;

/// <summary>A statement that lets accounts do something.</summary>
internal static class AccountStatement
{
    private const string Prefix = "sqs:";

    /// <summary>The ready-made one where it is sending alone; the same words give the same id, so that it is put in once.</summary>
    public static PolicyStatement Of(Arn queue, IReadOnlyList<string> accounts, IReadOnlyList<string> actions)
    {
        var allowed = actions.Select(Action).ToArray();
        return allowed is [] || (allowed is [var only] && only == PolicyAction.SendMessage)
            ? QueueAccess.AllowSend(queue, accounts)
            : PolicyStatement.Allow(allowed).To([.. accounts.Select(PolicyPrincipal.Account)]).On(queue).Named(Sid(accounts, allowed));
    }

    /// <summary>With or without the prefix of the service.</summary>
    private static PolicyAction Action(string text) => text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? text : Prefix + text;

    private static string Sid(IReadOnlyList<string> accounts, IReadOnlyList<PolicyAction> actions)
    {
        const int Digits = 16;
        var words = actions.Select(action => action.Value.ToUpperInvariant()).Order(StringComparer.Ordinal).Concat(accounts.Order(StringComparer.Ordinal));
        return $"Allow-{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', words))))[..Digits]}";
    }
}
