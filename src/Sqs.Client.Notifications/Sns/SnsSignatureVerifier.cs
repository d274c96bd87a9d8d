using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sqs.Client.Notifications;

/// <summary>
/// Tells whether SNS made a document, by its RSA signature. Certificates are fetched from hosts of SNS alone, and kept. Thread-safe.
/// </summary>
/// <remarks>
/// Source: "Verifying the signatures of Amazon SNS messages" in the Amazon SNS Developer Guide. The signature covers text, subject, id, time, topic and type;
/// it does not cover the attributes and the URL that ends the subscription. It stays valid for ever: whoever has a document can send it again.
/// </remarks>
public sealed class SnsSignatureVerifier : IDisposable
{
    private readonly SnsSignatureSettings _settings;
    private readonly SnsCertificates? _certificates;
    private readonly SnsCertificate? _pinned;

    /// <summary>Makes a verifier that fetches certificates.</summary>
    /// <param name="http">The client to fetch with; it stays open. Give it a handler that follows no redirects: what comes by one is refused.</param>
    /// <param name="options">What is accepted; null for the defaults.</param>
    /// <exception cref="SqsValidationException">An option is out of its range.</exception>
    public SnsSignatureVerifier(HttpClient http, SnsSignatureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        _settings = SnsSignatureSettings.Freeze(options ?? new SnsSignatureOptions());
        _certificates = new SnsCertificates(http, _settings);
    }

    /// <summary>Makes a verifier that trusts one certificate, whatever URL a document names. Nothing is fetched.</summary>
    /// <param name="certificate">The certificate; not kept and not disposed.</param>
    /// <param name="options">What is accepted; null for the defaults. What is said of fetched certificates has no meaning.</param>
    /// <exception cref="SqsValidationException">An option is out of its range.</exception>
    /// <exception cref="SnsSignatureException">The certificate has no RSA key of 2,048 bits or more.</exception>
    public SnsSignatureVerifier(X509Certificate2 certificate, SnsSignatureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        _settings = SnsSignatureSettings.Freeze(options ?? new SnsSignatureOptions());
        _pinned = SnsCertificate.Of(certificate);
    }

    internal int CachedCertificates => _certificates?.Count ?? 0;

    /// <summary>Verifies a document.</summary>
    /// <param name="notification">The document.</param>
    /// <param name="cancellationToken">Ends the wait for a certificate.</param>
    /// <returns>When it is verified.</returns>
    /// <exception cref="SnsSignatureException">It is not; the reason tells why, and whether it may be later.</exception>
    public async Task VerifyAsync(SnsNotification notification, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(notification);
        var hash = HashOf(notification);
        var signature = SignatureOf(notification);
        var topic = TopicOf(notification);
        var certificate = _pinned ?? await FetchAsync(notification, topic, cancellationToken).ConfigureAwait(false);
        certificate.ThrowIfOutOfDate(_settings.Time.GetUtcNow());
        if (!certificate.Verifies(SnsStringToSign.Of(notification), signature, hash))
        {
            throw new SnsSignatureException(SnsSignatureFailure.Mismatch, "The signature was not made over this document with the key of the certificate.");
        }
    }

    /// <summary>Forgets the certificates. The HTTP client stays open.</summary>
    public void Dispose() => _certificates?.Dispose();

    private HashAlgorithmName HashOf(SnsNotification notification) => notification.SignatureVersion switch
    {
        null => throw NotSigned("version of its signature"),
        "1" when _settings.AcceptSha1 => HashAlgorithmName.SHA1,
        "2" => HashAlgorithmName.SHA256,
        "1" => throw new SnsSignatureException(SnsSignatureFailure.UnsupportedVersion, "The signature has version 1, over SHA1, which is not accepted here."),
        _ => throw new SnsSignatureException(SnsSignatureFailure.UnsupportedVersion, "The signature has a version that is neither 1 nor 2."),
    };

    private static byte[] SignatureOf(SnsNotification notification)
    {
        var text = notification.Signature ?? throw NotSigned("signature");
        var bytes = new byte[(text.Length / 4 * 3) + 3];
        return Convert.TryFromBase64String(text, bytes, out var length)
            ? bytes[..length]
            : throw new SnsSignatureException(SnsSignatureFailure.MalformedSignature, "The signature is not base64.");
    }

    private SnsTopicArn TopicOf(SnsNotification notification) =>
        SnsTopicArn.TryParse(notification.TopicArn) is not { } topic
            ? throw new SnsSignatureException(SnsSignatureFailure.UnexpectedTopic, "The ARN of the topic is none.")
            : _settings.TopicArns.Count > 0 && !_settings.TopicArns.Contains(topic.Text)
                ? throw new SnsSignatureException(SnsSignatureFailure.UnexpectedTopic, "The topic is none of those that are expected.")
                : topic;

    private async Task<SnsCertificate> FetchAsync(SnsNotification notification, SnsTopicArn topic, CancellationToken cancellationToken)
    {
        var text = notification.SigningCertURL ?? throw NotSigned("URL of its certificate");
        var region = Uri.TryCreate(text, UriKind.Absolute, out var url) ? SnsHosts.RegionOf(url) : null;
        if (region is null)
        {
            throw new SnsSignatureException(SnsSignatureFailure.UntrustedCertificateUrl, "The URL of the certificate is not a .pem file on an HTTPS host of SNS.");
        }

        return _settings.RequireRegionOfTopic && region != topic.Region
            ? throw new SnsSignatureException(SnsSignatureFailure.UntrustedCertificateUrl, "The URL of the certificate is one of another region than the topic's.")
            : await _certificates!.GetAsync(url!, region, cancellationToken).ConfigureAwait(false);
    }

    private static SnsSignatureException NotSigned(string what) => new(SnsSignatureFailure.NotSigned, $"The document has no {what}.");
}
