namespace Sqs.Client;

/// <summary>Whom a statement is about.</summary>
/// <remarks>
/// Source: "AWS JSON policy elements: Principal" in the IAM User Guide. Two are equal when they mean the same: the service answers the ARN of
/// an account's root where its 12 digits were set.
/// </remarks>
/// <param name="Kind">What it is.</param>
/// <param name="Value">An account id, an ARN, a service's host name or an id, as its kind has it.</param>
public readonly record struct PolicyPrincipal(PrincipalKind Kind, string Value)
{
    private const string Everybody = "*";
    private const int ShortestId = 16;
    private const int LongestId = 128;

    /// <summary>Everybody, signed or anonymous. Both forms that policies have for it, <c>"*"</c> and <c>{"AWS":"*"}</c>, are this one.</summary>
    public static PolicyPrincipal Anyone { get; } = new(PrincipalKind.Aws, Everybody);

    /// <summary>True for everybody.</summary>
    public bool IsAnyone => Kind == PrincipalKind.Aws && Value is Everybody;

    /// <summary>The 12 digits where it is a whole account, by its number or the ARN of its root; null otherwise.</summary>
    public string? AccountId => Kind != PrincipalKind.Aws || Value is null ? null
        : Arn.TryParse(Value, out var arn) ? arn is { Service: "iam", Resource: "root" } && AccountNumber.Is(arn.AccountId) ? arn.AccountId : null
        : AccountNumber.Of(Value);

    /// <summary>True when it is written as its kind has to be: an ARN with a wildcard, for one, is not.</summary>
    internal bool IsWellFormed => Kind != PrincipalKind.Aws
        ? !string.IsNullOrEmpty(Value)
        : IsAnyone || AccountId is not null || IsUserOrRole(Value) || IsUniqueId(Value);

    /// <summary>A whole account. For its users the account's own policies decide together with the queue's.</summary>
    /// <param name="accountId">The account, 12 digits.</param>
    /// <returns>The principal.</returns>
    /// <exception cref="SqsValidationException">It is no account id.</exception>
    public static PolicyPrincipal Account(string accountId)
    {
        ArgumentNullException.ThrowIfNull(accountId);
        return AccountNumber.Is(accountId)
            ? new PolicyPrincipal(PrincipalKind.Aws, accountId)
            : throw new SqsValidationException(nameof(accountId), "must be the 12 digits of an account id");
    }

    /// <summary>A user, a role, a session or the root of an account.</summary>
    /// <param name="arn">The ARN, without wildcards.</param>
    /// <returns>The principal.</returns>
    public static PolicyPrincipal Identity(Arn arn)
    {
        ArgumentNullException.ThrowIfNull(arn);
        return new PolicyPrincipal(PrincipalKind.Aws, arn.ToString());
    }

    /// <summary>A service of AWS.</summary>
    /// <param name="hostName">Its name, <c>sns.amazonaws.com</c> for example.</param>
    /// <returns>The principal.</returns>
    public static PolicyPrincipal Service(string hostName)
    {
        ArgumentException.ThrowIfNullOrEmpty(hostName);
        return new PolicyPrincipal(PrincipalKind.Service, hostName);
    }

    /// <inheritdoc/>
    public bool Equals(PolicyPrincipal other) => Kind == other.Kind && string.Equals(AccountId ?? Value, other.AccountId ?? other.Value, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(AccountId ?? Value ?? "");

    private static bool IsUserOrRole(string text) => Arn.TryParse(text, out var arn)
        && arn is { Service: "iam" or "sts", Region: "", IsPattern: false } && AccountNumber.Is(arn.AccountId);

    /// <summary>What the service writes in place of a user or role that was deleted, such as AIDA and more capitals.</summary>
    private static bool IsUniqueId(string? text) => text is { Length: >= ShortestId and <= LongestId } && text[0] == 'A'
        && text.All(static unit => char.IsAsciiLetterUpper(unit) || char.IsAsciiDigit(unit));
}
