using Sqs.Client.LocalServer.Access.Policies;

namespace Sqs.Client.LocalServer.Access;

/// <summary>One permission that a request needs, and on what.</summary>
/// <param name="Permission">The action as policies name it, such as <c>sqs:SendMessage</c>.</param>
/// <param name="Arn">The queue, or all queues of an account.</param>
/// <param name="OwnerAccountId">The account that it belongs to.</param>
/// <param name="Policy">The policy of the queue, if it has one.</param>
internal sealed record AccessTarget(string Permission, string Arn, string OwnerAccountId, AccessPolicy? Policy = null)
{
    /// <summary>The tags that the queue has, for <c>aws:ResourceTag</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ResourceTags { get; init; } = [];

    /// <summary>The tags that the request sets, for <c>aws:RequestTag</c> and <c>aws:TagKeys</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> RequestTags { get; init; } = [];

    /// <summary>The keys of tags that the request names without values.</summary>
    public IReadOnlyList<string> TagKeys { get; init; } = [];
}
