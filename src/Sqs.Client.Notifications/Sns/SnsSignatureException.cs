namespace Sqs.Client.Notifications;

/// <summary>The signature of a document of SNS was not verified: do not act on the document. The text quotes nothing of it.</summary>
public sealed class SnsSignatureException : Exception
{
    /// <summary>Names the reason.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="message">Why, for people.</param>
    /// <param name="innerException">What caused it, if anything did.</param>
    public SnsSignatureException(SnsSignatureFailure reason, string message, Exception? innerException = null)
        : base(message, innerException) => Reason = reason;

    /// <summary>Why.</summary>
    public SnsSignatureFailure Reason { get; }

    /// <summary>True when the certificate could not be had now: the document may be verified later.</summary>
    public bool IsTransient => Reason is SnsSignatureFailure.CertificateUnavailable;
}

/// <summary>Why a signature was not verified.</summary>
public enum SnsSignatureFailure
{
    /// <summary>The document has no signature, no version of it or no certificate URL.</summary>
    NotSigned,

    /// <summary>The version is neither 1 nor 2, or it is 1 and SHA1 is not accepted.</summary>
    UnsupportedVersion,

    /// <summary>The signature is not base64.</summary>
    MalformedSignature,

    /// <summary>The topic is none of those that are expected, or its ARN is none.</summary>
    UnexpectedTopic,

    /// <summary>The certificate URL is not one of SNS in the region of the topic.</summary>
    UntrustedCertificateUrl,

    /// <summary>The certificate could not be fetched.</summary>
    CertificateUnavailable,

    /// <summary>What was fetched is no certificate with an RSA key of 2,048 bits or more.</summary>
    InvalidCertificate,

    /// <summary>The certificate is not valid yet, or not any more.</summary>
    CertificateOutOfDate,

    /// <summary>The certificate does not name SNS, or no trusted root stands behind it.</summary>
    UntrustedCertificate,

    /// <summary>The signature was not made over this document with the key of the certificate.</summary>
    Mismatch,
}
