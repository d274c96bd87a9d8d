using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Sqs.Client;

/// <summary>The access policy of a queue: statements that together say who may do what with it. Read from JSON and written as JSON.</summary>
/// <remarks>
/// Source: "Using custom policies with the Amazon SQS Access Policy Language" in the Amazon SQS Developer Guide; the elements are those of the
/// IAM User Guide. Two policies are equal when they mean the same: the order of statements and lists is not compared, and a policy without a
/// version is one of 2008-10-17.
/// </remarks>
public sealed record AccessPolicy
{
    /// <summary>The current version of the language, the one that knows policy variables.</summary>
    public const string CurrentVersion = "2012-10-17";

    /// <summary>The earlier version, in which <c>${...}</c> is text like any other.</summary>
    public const string EarlierVersion = "2008-10-17";

    /// <summary>A policy without statements, which a queue without a policy has.</summary>
    public static AccessPolicy Empty { get; } = new();

    /// <summary>The version of the language; null when the JSON had none. Default: <see cref="CurrentVersion"/>.</summary>
    public string? Version { get; init; } = CurrentVersion;

    /// <summary>The id of the policy; null for none.</summary>
    public string? Id { get; init; }

    /// <summary>The statements, at most 20.</summary>
    public IReadOnlyList<PolicyStatement> Statements { get; init => field = Given.NotNull(value); } = [];

    /// <summary>Elements that are not known here, by name, each as JSON; they are written as they were read.</summary>
    public IReadOnlyDictionary<string, string> UnknownElements { get; init => field = Given.NotNull(value); } = EmptyDictionary<string, string>.Value;

    /// <summary>Reads a policy. Single values and lists, trailing commas, comments and element names in any case are taken.</summary>
    /// <param name="json">The JSON.</param>
    /// <returns>The policy. Whether a queue takes it is the question of <see cref="Validate"/>.</returns>
    /// <exception cref="PolicyFormatException">It is no policy; says where.</exception>
    public static AccessPolicy Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return PolicyReader.Read(json);
    }

    /// <summary>Reads a policy if it is one.</summary>
    /// <param name="json">The JSON.</param>
    /// <param name="policy">The policy.</param>
    /// <returns>False when the text is none.</returns>
    public static bool TryParse([NotNullWhen(true)] string? json, [NotNullWhen(true)] out AccessPolicy? policy)
    {
        policy = null;
        try
        {
            policy = json is null ? null : PolicyReader.Read(json);
        }
        catch (PolicyFormatException)
        {
            // The answer is false; who wants to know why calls Parse.
        }

        return policy is not null;
    }

    /// <summary>The same with one more statement; one with the same id is replaced.</summary>
    /// <param name="statement">The statement.</param>
    /// <returns>The changed copy.</returns>
    public AccessPolicy With(PolicyStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        var kept = statement.Sid is null ? Statements : [.. Statements.Where(other => !HasSid(other, statement.Sid))];
        return this with { Statements = [.. kept, statement] };
    }

    /// <summary>The same without the statements of an id.</summary>
    /// <param name="sid">The id.</param>
    /// <returns>The changed copy.</returns>
    public AccessPolicy Without(string sid)
    {
        ArgumentNullException.ThrowIfNull(sid);
        return this with { Statements = [.. Statements.Where(statement => !HasSid(statement, sid))] };
    }

    /// <summary>The statement of an id; null when there is none.</summary>
    /// <param name="sid">The id.</param>
    /// <returns>The statement.</returns>
    public PolicyStatement? Find(string sid) => Statements.FirstOrDefault(statement => HasSid(statement, sid));

    /// <summary>Writes the policy, without white space.</summary>
    /// <returns>The JSON.</returns>
    /// <exception cref="SqsValidationException">It cannot be written: a statement has one key twice under one operator, or an unknown element is not JSON.</exception>
    public string ToJson() => PolicyWriter.Write(this);

    /// <summary>
    /// Checks what the service asks of a queue's policy: 8,192 bytes, 20 statements, 50 principals and 10 conditions at most, 7 actions a statement,
    /// unique ids, known versions, operators and actions, well-formed principals, and that every statement is about the queue.
    /// </summary>
    /// <param name="queue">The queue; null leaves out the check that the resources are this queue.</param>
    /// <exception cref="SqsValidationException">A rule is broken; the member is <c>Statements[2].Actions[0]</c> or the like.</exception>
    public void Validate(Arn? queue = null) => PolicyRules.Check(this, queue, []);

    /// <inheritdoc/>
    public bool Equals(AccessPolicy? other) => other is not null
        && string.Equals(Version ?? EarlierVersion, other.Version ?? EarlierVersion, StringComparison.Ordinal)
        && string.Equals(Id, other.Id, StringComparison.Ordinal)
        && Alike.Are(Statements, other.Statements)
        && Alike.Are(UnknownElements, other.UnknownElements);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Version ?? EarlierVersion, Id, Alike.HashOf(Statements));

    private static bool HasSid(PolicyStatement statement, string sid) => string.Equals(statement.Sid, sid, StringComparison.Ordinal);

    private bool PrintMembers(StringBuilder builder)
    {
        _ = builder.Append("Version = ").Append(Version).Append(", Statements = ").Append(Statements.Count);
        return true;
    }
}
