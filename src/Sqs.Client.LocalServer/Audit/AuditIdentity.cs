namespace Sqs.Client.LocalServer;

/// <summary>Who made an audited request, as CloudTrail's <c>userIdentity</c> says it.</summary>
public sealed record AuditIdentity
{
    /// <summary><c>Root</c>, <c>IAMUser</c>, or <c>AWSAccount</c> for callers of another account than the queue's and for anonymous ones.</summary>
    public required string Type { get; init; }

    /// <summary>The unique id: the account of a root, <c>AIDA...</c> of a user; empty for an anonymous caller.</summary>
    public required string PrincipalId { get; init; }

    /// <summary>The ARN; null for type <c>AWSAccount</c>.</summary>
    public string? Arn { get; init; }

    /// <summary>The account, 12 digits; <c>ANONYMOUS_PRINCIPAL</c> for an anonymous caller.</summary>
    public required string AccountId { get; init; }

    /// <summary>The id of the key that signed; null for type <c>AWSAccount</c> and where nothing was signed.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>The name of the user; null for others.</summary>
    public string? UserName { get; init; }
}
