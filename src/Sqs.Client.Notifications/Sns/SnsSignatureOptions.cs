using System.Security.Cryptography.X509Certificates;

namespace Sqs.Client.Notifications;

/// <summary>What a <see cref="SnsSignatureVerifier"/> accepts; read once, when the verifier is made.</summary>
public sealed class SnsSignatureOptions
{
    /// <summary>The ARNs of the topics that may send. Default: none, any topic. A valid signature says that SNS sent the document, not whose topic it was.</summary>
    public ICollection<string> TopicArns { get; } = [];

    /// <summary>Whether signatures of version 1, over SHA1, are accepted: the default of a topic. Default: true.</summary>
    public bool AcceptSha1 { get; set; } = true;

    /// <summary>Whether the region of the certificate's host must be the topic's. Default: true.</summary>
    public bool RequireRegionOfTopic { get; set; } = true;

    /// <summary>Whether a fetched certificate must name SNS (<c>sns.amazonaws.com</c>, <c>sns-signing.region.amazonaws.com</c> and the like). Default: true.</summary>
    public bool RequireNameOfSns { get; set; } = true;

    /// <summary>
    /// Roots that the chain of a fetched certificate must end in, built without a download and without a look for revocations: give the intermediate
    /// certificates too, which SNS does not send along. Default: none, and the chain is not looked at: the certificate is trusted because it
    /// came over HTTPS from a host of SNS.
    /// </summary>
    public X509Certificate2Collection TrustedRoots { get; } = [];

    /// <summary>Certificates that may stand between a fetched one and <see cref="TrustedRoots"/>.</summary>
    public X509Certificate2Collection Intermediates { get; } = [];

    /// <summary>The most certificates kept, 1 to 1,000. Default: 20.</summary>
    public int MaxCachedCertificates { get; set; } = 20;

    /// <summary>How long a certificate is kept before it is fetched again, more than 0. Default: 1 day.</summary>
    public TimeSpan CacheTime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>How long fetching a certificate may take, more than 0, 1 h at the most. Default: 10 s.</summary>
    public TimeSpan FetchTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider? TimeProvider { get; set; }
}
