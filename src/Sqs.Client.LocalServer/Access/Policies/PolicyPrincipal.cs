namespace Sqs.Client.LocalServer.Access.Policies;

/// <summary>One principal as it is written: <c>*</c>, an account, the ARN of a user or role, a unique id, or another kind of principal, which is kept and covers no caller of a queue.</summary>
/// <param name="Kind">The member that it stood under: AWS, Service, Federated or CanonicalUser.</param>
/// <param name="Name">The text.</param>
internal sealed record PolicyPrincipal(string Kind, string Name)
{
    public const string Aws = "AWS";

    private const int AccountIdLength = 12;

    private static readonly string[] Kinds = [Aws, "Service", "Federated", "CanonicalUser"];

    public static PolicyPrincipal Everybody { get; } = new(Aws, "*");

    private bool IsEverybody => Name is "*" && Kind is Aws;

    /// <summary>The account where the principal is a whole account: its number or the ARN of its root.</summary>
    private string? Account => Kind is not Aws ? null : Arn(Name) is ("root", var account) ? account : AccountNumber(Name);

    public static bool IsKind(string kind) => Kinds.Contains(kind, StringComparer.Ordinal);

    /// <summary>Whether a principal is well formed: an ARN with a wildcard, for one, is not.</summary>
    public static bool IsWellFormed(string kind, string name) => kind is not Aws
        ? name.Length > 0
        : name is "*" || AccountNumber(name) is not null || Arn(name) is not null || IsUniqueId(name);

    public PrincipalCover Covers(Requester requester)
    {
        if (IsEverybody)
        {
            return PrincipalCover.Itself;
        }

        if (requester.Kind is RequesterKind.Anonymous || Kind is not Aws)
        {
            return PrincipalCover.None;
        }

        if (string.Equals(Name, requester.Arn, StringComparison.Ordinal) || string.Equals(Name, requester.UserId, StringComparison.Ordinal))
        {
            return PrincipalCover.Itself;
        }

        return !string.Equals(Account, requester.AccountId, StringComparison.Ordinal) ? PrincipalCover.None
            : requester.Kind is RequesterKind.Root ? PrincipalCover.Itself
            : PrincipalCover.ByAccount;
    }

    /// <summary>12 digits; older policies write them in groups with hyphens.</summary>
    private static string? AccountNumber(string name)
    {
        var digits = name.Replace("-", "", StringComparison.Ordinal);
        return digits.Length == AccountIdLength && digits.All(char.IsAsciiDigit) ? digits : null;
    }

    /// <summary>Takes <c>arn:partition:iam::account:name</c> apart (or sts, for sessions).</summary>
    private static (string Name, string Account)? Arn(string name) =>
        name.Split(':', 6) is ["arn", { Length: > 0 }, "iam" or "sts", "", var account, { Length: > 0 } who] && AccountNumber(account) is { } number
        && !who.Contains('*', StringComparison.Ordinal) && !who.Contains('?', StringComparison.Ordinal)
            ? (who, number)
            : null;

    /// <summary>What the service writes in place of a user or role that was deleted, such as AIDA and more capitals.</summary>
    private static bool IsUniqueId(string name) =>
        name.Length is >= 16 and <= 128 && name.StartsWith('A') && name.All(unit => char.IsAsciiLetterUpper(unit) || char.IsAsciiDigit(unit));
}
