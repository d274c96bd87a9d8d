namespace Sqs.Client.LocalServer.Access.Policies;

/// <summary>The Principal or NotPrincipal of a statement.</summary>
/// <param name="IsNot">Whether it was NotPrincipal: everybody but these.</param>
/// <param name="Entries">The principals, in the order of the text.</param>
internal sealed record PrincipalList(bool IsNot, IReadOnlyList<PolicyPrincipal> Entries)
{
    public int Count => Entries.Count;

    /// <summary>
    /// How the list covers somebody. Under NotPrincipal an account stands for its root alone, as in AWS's example that lists a user beside
    /// their account and still denies the account's other users.
    /// </summary>
    public PrincipalCover Covers(Requester requester)
    {
        var cover = Entries.Select(entry => entry.Covers(requester)).DefaultIfEmpty(PrincipalCover.None).Max();
        return !IsNot ? cover : cover is PrincipalCover.Itself ? PrincipalCover.None : PrincipalCover.Itself;
    }
}

/// <summary>How a statement covers somebody: not at all, as one of an account that it names, or in person (also by <c>*</c>).</summary>
internal enum PrincipalCover
{
    None,
    ByAccount,
    Itself,
}
