namespace Sqs.Client.LocalServer.Access.Policies;

/// <summary>What policies are asked about: who wants to do what to which resource, and under which circumstances.</summary>
internal sealed class PolicyRequest
{
    /// <summary>The action with its prefix, such as <c>sqs:SendMessage</c>; a batch action under the name of its single one.</summary>
    public required string Action { get; init; }

    /// <summary>The ARN that is acted on.</summary>
    public required string Resource { get; init; }

    public required Requester Requester { get; init; }

    /// <summary>The condition keys that have a value, whatever the case of their names.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Keys { get; init; } = new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The values of a key; null where it has none.</summary>
    public IReadOnlyList<string>? Values(string key) => Keys.TryGetValue(key, out var values) && values.Count > 0 ? values : null;
}
