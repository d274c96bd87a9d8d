using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sqs.Client.Notifications;

/// <summary>What is kept of a certificate: its key and when it is valid. Nothing of it has to be disposed.</summary>
/// <param name="PublicKey">The RSA key, as SubjectPublicKeyInfo.</param>
/// <param name="NotBefore">From when it is valid.</param>
/// <param name="NotAfter">Until when.</param>
internal sealed record SnsCertificate(ReadOnlyMemory<byte> PublicKey, DateTimeOffset NotBefore, DateTimeOffset NotAfter)
{
    private const int MinKeyBits = 2048;

    public static SnsCertificate Of(X509Certificate2 certificate)
    {
        using var key = certificate.GetRSAPublicKey();
        return key is { KeySize: >= MinKeyBits }
            ? new SnsCertificate(key.ExportSubjectPublicKeyInfo(), new DateTimeOffset(certificate.NotBefore), new DateTimeOffset(certificate.NotAfter))
            : throw Invalid();
    }

    /// <summary>Reads what a host of SNS in the region answered, and checks what can be checked without a network.</summary>
    public static SnsCertificate Read(ReadOnlySpan<char> pem, string region, SnsSignatureSettings settings)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPem(pem);
            var certificate = Of(all.Count > 0 ? all[0] : throw Invalid());
            if (settings.RequireNameOfSns && !NamesOf(all[0]).Any(name => SnsHosts.IsNameOfSns(name, region)))
            {
                throw new SnsSignatureException(SnsSignatureFailure.UntrustedCertificate, "The certificate does not name SNS.");
            }

            certificate.ThrowIfOutOfDate(settings.Time.GetUtcNow());
            CheckChain(all, settings);
            return certificate;
        }
        catch (CryptographicException)
        {
            throw Invalid();
        }
        finally
        {
            foreach (var certificate in all)
            {
                certificate.Dispose();
            }
        }
    }

    public void ThrowIfOutOfDate(DateTimeOffset now)
    {
        if (now < NotBefore || now > NotAfter)
        {
            throw new SnsSignatureException(SnsSignatureFailure.CertificateOutOfDate, $"The certificate is valid from {NotBefore:u} to {NotAfter:u}.");
        }
    }

    public bool Verifies(ReadOnlySpan<byte> text, ReadOnlySpan<byte> signature, HashAlgorithmName hash)
    {
        using var key = RSA.Create();
        key.ImportSubjectPublicKeyInfo(PublicKey.Span, out _);
        return key.VerifyData(text, signature, hash, RSASignaturePadding.Pkcs1);
    }

    private static IEnumerable<string> NamesOf(X509Certificate2 certificate) => certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
        .SelectMany(static extension => extension.EnumerateDnsNames())
        .Append(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false));

    private static void CheckChain(X509Certificate2Collection all, SnsSignatureSettings settings)
    {
        if (settings.TrustedRoots.Count == 0)
        {
            return;
        }

        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(settings.TrustedRoots);
        policy.ExtraStore.AddRange(settings.Intermediates);
        policy.ExtraStore.AddRange(all);
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        policy.VerificationTime = settings.Time.GetUtcNow().LocalDateTime;
        var isTrusted = chain.Build(all[0]);
        foreach (var element in chain.ChainElements)
        {
            element.Certificate.Dispose();
        }

        if (!isTrusted)
        {
            throw new SnsSignatureException(SnsSignatureFailure.UntrustedCertificate, "No trusted root stands behind the certificate.");
        }
    }

    private static SnsSignatureException Invalid() =>
        new(SnsSignatureFailure.InvalidCertificate, $"What is there is no certificate with an RSA key of {MinKeyBits} bits or more.");
}
