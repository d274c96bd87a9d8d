namespace Sqs.Client.Signing;

/// <summary>The headers that a signed request must carry besides its own.</summary>
/// <remarks>Its text form hides the signature and the token.</remarks>
public readonly record struct SigV4Headers
{
    internal SigV4Headers(string authorization, string date, string? securityToken, string? contentSha256)
    {
        Authorization = authorization;
        Date = date;
        SecurityToken = securityToken;
        ContentSha256 = contentSha256;
    }

    /// <summary>The value of <c>Authorization</c>.</summary>
    public string Authorization { get; }

    /// <summary>The value of <c>X-Amz-Date</c>, such as <c>20150830T123600Z</c>.</summary>
    public string Date { get; }

    /// <summary>The value of <c>X-Amz-Security-Token</c>, or null when the credentials are not temporary.</summary>
    public string? SecurityToken { get; }

    /// <summary>The value of <c>X-Amz-Content-SHA256</c>, or null when the header is not to be sent.</summary>
    public string? ContentSha256 { get; }

    /// <summary>The date alone; never the signature or the token.</summary>
    /// <returns>A text for logs.</returns>
    public override string ToString() => $"SigV4 headers of {Date}";
}
