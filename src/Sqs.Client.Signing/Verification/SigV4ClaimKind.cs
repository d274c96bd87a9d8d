namespace Sqs.Client.Signing;

/// <summary>How a received request says that it is signed.</summary>
public enum SigV4ClaimKind
{
    /// <summary>It is not signed.</summary>
    None,

    /// <summary>It looks signed, but what it says cannot be read or contradicts itself.</summary>
    Malformed,

    /// <summary>It is signed by its <c>Authorization</c> header.</summary>
    Header,

    /// <summary>It is signed by its query.</summary>
    Query,
}
