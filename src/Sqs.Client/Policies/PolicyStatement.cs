using System.Globalization;
using System.Text;

namespace Sqs.Client;

/// <summary>
/// One statement of a policy: who may, or may not, do what with which queue under which conditions. Built with
/// <see cref="Allow"/> or <see cref="Deny"/> and the methods that return a changed copy.
/// </summary>
/// <remarks>
/// Source: "IAM JSON policy elements reference" in the IAM User Guide. Of each pair (<c>Actions</c> and <c>NotActions</c>, and so on) a
/// statement has one. The order of all lists has no meaning, and is not compared.
/// </remarks>
public sealed record PolicyStatement
{
    /// <summary>The id of the statement, unique within its policy; null for none.</summary>
    public string? Sid { get; init; }

    /// <summary>What it does for the requests that it fits.</summary>
    public required PolicyEffect Effect { get; init; }

    /// <summary>Whom it is about.</summary>
    public IReadOnlyList<PolicyPrincipal> Principals { get; init => field = Given.NotNull(value); } = [];

    /// <summary>Whom it is not about; it is about all others.</summary>
    public IReadOnlyList<PolicyPrincipal> NotPrincipals { get; init => field = Given.NotNull(value); } = [];

    /// <summary>The actions it is about.</summary>
    public IReadOnlyList<PolicyAction> Actions { get; init => field = Given.NotNull(value); } = [];

    /// <summary>The actions it is not about; it is about all others.</summary>
    public IReadOnlyList<PolicyAction> NotActions { get; init => field = Given.NotNull(value); } = [];

    /// <summary>The resources it is about; in the policy of a queue that is the queue.</summary>
    public IReadOnlyList<PolicyResource> Resources { get; init => field = Given.NotNull(value); } = [];

    /// <summary>The resources it is not about; it is about all others.</summary>
    public IReadOnlyList<PolicyResource> NotResources { get; init => field = Given.NotNull(value); } = [];

    /// <summary>What has to hold of a request, all of it.</summary>
    public IReadOnlyList<PolicyCondition> Conditions { get; init => field = Given.NotNull(value); } = [];

    /// <summary>Elements that are not known here, by name, each as JSON; they are written as they were read.</summary>
    public IReadOnlyDictionary<string, string> UnknownElements { get; init => field = Given.NotNull(value); } = EmptyDictionary<string, string>.Value;

    /// <summary>Begins a statement that allows actions.</summary>
    /// <param name="actions">The actions.</param>
    /// <returns>The statement, which still lacks principals and a resource.</returns>
    public static PolicyStatement Allow(params IReadOnlyList<PolicyAction> actions) => new() { Effect = PolicyEffect.Allow, Actions = actions };

    /// <summary>Begins a statement that denies actions.</summary>
    /// <param name="actions">The actions.</param>
    /// <returns>The statement, which still lacks principals and a resource.</returns>
    public static PolicyStatement Deny(params IReadOnlyList<PolicyAction> actions) => new() { Effect = PolicyEffect.Deny, Actions = actions };

    /// <summary>The same with an id.</summary>
    /// <param name="sid">The id, unique within the policy.</param>
    /// <returns>The changed copy.</returns>
    public PolicyStatement Named(string sid) => this with { Sid = Given.NotNull(sid) };

    /// <summary>The same about further principals.</summary>
    /// <param name="principals">Whom it is about.</param>
    /// <returns>The changed copy.</returns>
    public PolicyStatement To(params IReadOnlyList<PolicyPrincipal> principals) => this with { Principals = [.. Principals, .. Given.NotNull(principals)] };

    /// <summary>The same about everybody but these.</summary>
    /// <param name="principals">Whom it is not about. An account here is its root alone, its users not included.</param>
    /// <returns>The changed copy.</returns>
    public PolicyStatement ToAllExcept(params IReadOnlyList<PolicyPrincipal> principals) => this with { NotPrincipals = [.. NotPrincipals, .. Given.NotNull(principals)] };

    /// <summary>The same about all actions but these, in place of the actions it had.</summary>
    /// <param name="actions">The actions it is not about.</param>
    /// <returns>The changed copy.</returns>
    public PolicyStatement AllActionsExcept(params IReadOnlyList<PolicyAction> actions) => this with { Actions = [], NotActions = [.. NotActions, .. Given.NotNull(actions)] };

    /// <summary>The same about further resources.</summary>
    /// <param name="resources">The resources.</param>
    /// <returns>The changed copy.</returns>
    public PolicyStatement On(params IReadOnlyList<PolicyResource> resources) => this with { Resources = [.. Resources, .. Given.NotNull(resources)] };

    /// <summary>The same about all resources but these.</summary>
    /// <param name="resources">The resources it is not about.</param>
    /// <returns>The changed copy.</returns>
    public PolicyStatement OnAllExcept(params IReadOnlyList<PolicyResource> resources) => this with { NotResources = [.. NotResources, .. Given.NotNull(resources)] };

    /// <summary>The same under one more condition.</summary>
    /// <param name="comparison">How to compare.</param>
    /// <param name="key">The key of the request, <c>aws:SourceIp</c> for example.</param>
    /// <param name="values">The values, one of which has to fit.</param>
    /// <returns>The changed copy.</returns>
    public PolicyStatement When(PolicyOperator comparison, string key, params IReadOnlyList<string> values) =>
        this with { Conditions = [.. Conditions, new PolicyCondition(comparison, key, values)] };

    /// <summary>The same for requests from some address ranges only.</summary>
    /// <remarks>The key is <c>aws:SourceIp</c>. Requests that services of AWS make on somebody's behalf, or that come through an endpoint of a private network, have other addresses.</remarks>
    /// <param name="ranges">Addresses or ranges in CIDR notation, IPv4 or IPv6.</param>
    /// <returns>The changed copy.</returns>
    /// <exception cref="SqsValidationException">There is no range, or one is none.</exception>
    public PolicyStatement OnlyFrom(params IReadOnlyList<string> ranges) => When(PolicyOperator.IpAddress, "aws:SourceIp", AddressText.Checked(ranges, nameof(ranges)));

    /// <summary>The same for requests before a moment only.</summary>
    /// <remarks>The key is <c>aws:CurrentTime</c>; fractions of a second are left out.</remarks>
    /// <param name="moment">The moment.</param>
    /// <returns>The changed copy.</returns>
    public PolicyStatement Until(DateTimeOffset moment) =>
        When(PolicyOperator.DateLessThan, "aws:CurrentTime", moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    /// <inheritdoc/>
    public bool Equals(PolicyStatement? other) => other is not null
        && string.Equals(Sid, other.Sid, StringComparison.Ordinal)
        && Effect == other.Effect
        && Alike.Are(Principals, other.Principals) && Alike.Are(NotPrincipals, other.NotPrincipals)
        && Alike.Are(Actions, other.Actions) && Alike.Are(NotActions, other.NotActions)
        && Alike.Are(Resources, other.Resources) && Alike.Are(NotResources, other.NotResources)
        && Alike.Are(Conditions, other.Conditions)
        && Alike.Are(UnknownElements, other.UnknownElements);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Sid, Effect, Alike.HashOf(Principals), Alike.HashOf(Actions), Alike.HashOf(Resources), Alike.HashOf(Conditions));

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("Effect = ").Append(Effect).Append(", Principals = ").Append(Principals.Count + NotPrincipals.Count)
            .Append(", Actions = ").Append(Actions.Count + NotActions.Count).Append(", Resources = ").Append(Resources.Count + NotResources.Count)
            .Append(", Conditions = ").Append(Conditions.Count);
        return true;
    }
}
