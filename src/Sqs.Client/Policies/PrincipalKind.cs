namespace Sqs.Client;

/// <summary>What a principal of a policy is; open to kinds not known today.</summary>
/// <remarks>Source: "AWS JSON policy elements: Principal" in the IAM User Guide.</remarks>
/// <param name="Value">The kind as policies spell it.</param>
public readonly record struct PrincipalKind(string Value)
{
    /// <summary>An account, a user, a role, a session; <c>*</c> for everybody.</summary>
    public static PrincipalKind Aws { get; } = new("AWS");

    /// <summary>A service of AWS, <c>sns.amazonaws.com</c> for example.</summary>
    public static PrincipalKind Service { get; } = new("Service");

    /// <summary>Users of an identity provider.</summary>
    public static PrincipalKind Federated { get; } = new("Federated");

    /// <summary>A canonical user id, as S3 has them.</summary>
    public static PrincipalKind CanonicalUser { get; } = new("CanonicalUser");

    /// <summary>True for the four that are known here.</summary>
    public bool IsKnown => this == Aws || this == Service || this == Federated || this == CanonicalUser;

    /// <summary>The kind.</summary>
    /// <returns>The kind.</returns>
    public override string ToString() => Value ?? "";
}
