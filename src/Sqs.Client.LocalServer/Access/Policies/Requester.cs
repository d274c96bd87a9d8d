namespace Sqs.Client.LocalServer.Access.Policies;

/// <summary>Who asks: the root of an account, a user (or role) of it, or nobody in particular.</summary>
/// <param name="Kind">Which of the three.</param>
/// <param name="AccountId">The 12 digits; null for an anonymous caller.</param>
/// <param name="Arn">The ARN of the root or the user; null for an anonymous caller.</param>
/// <param name="UserId">The unique id, which a policy may name in place of the ARN.</param>
internal sealed record Requester(RequesterKind Kind, string? AccountId, string? Arn, string? UserId = null)
{
    public static Requester Anonymous { get; } = new(RequesterKind.Anonymous, null, null);

    public static Requester Root(string accountId) => new(RequesterKind.Root, accountId, $"arn:aws:iam::{accountId}:root", accountId);

    public static Requester User(string accountId, string name, string? userId = null) => new(RequesterKind.User, accountId, $"arn:aws:iam::{accountId}:user/{name}", userId);
}

internal enum RequesterKind
{
    Anonymous,
    Root,
    User,
}
