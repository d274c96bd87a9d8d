using System.Diagnostics.CodeAnalysis;

namespace Sqs.Client.Operations;

/// <summary>
/// Which member of a request is being looked at: <c>Entries[3].MessageAttributes["x"].DataType</c>. A value on the stack; its text is made
/// when a rule is broken, not before.
/// </summary>
/// <param name="Member">The member of the request, or of the entry.</param>
/// <param name="Entry">The entry of a batch that the member belongs to; -1 for a member of the request itself.</param>
/// <param name="Item">The item of a list; -1 for none.</param>
/// <param name="Key">The key in a map; null for none.</param>
/// <param name="Part">The member of that item or value; null for none.</param>
internal readonly record struct MemberPath(string Member, int Entry = -1, int Item = -1, string? Key = null, string? Part = null)
{
    public static implicit operator MemberPath(string member) => new(member);

    public MemberPath At(int item) => this with { Item = item };

    public MemberPath At(string? key) => this with { Key = key ?? "" };

    public MemberPath Then(string part) => this with { Part = part };

    /// <summary>The exception to throw when a rule is broken here.</summary>
    public SqsValidationException Refusal(string rule, int? position = null) => new(ToString(), rule) { Position = position };

    public void NotNull([NotNull] object? value)
    {
        if (value is null)
        {
            throw new ArgumentNullException(ToString());
        }
    }

    public override string ToString() => string.Concat(
        string.Concat(Entry < 0 ? "" : $"Entries[{Entry}].", Member),
        Item < 0 ? "" : $"[{Item}]",
        Key is null ? "" : $"[\"{Key}\"]",
        Part is null ? "" : "." + Part);
}
