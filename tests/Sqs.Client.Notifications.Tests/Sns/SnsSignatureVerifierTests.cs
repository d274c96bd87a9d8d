using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Notifications.Tests.Sns;

public sealed class SnsSignatureVerifierTests : IDisposable
{
    private static readonly SnsNotification Plain = SnsNotification.Read(Documents.In(Documents.Notification));

    private readonly Signer _signer = new();
    private readonly VirtualClock _clock = new(Signer.Start.AddDays(1));

    public void Dispose() => _signer.Dispose();

    [Theory]
    [InlineData("1", "sha1", false)]
    [InlineData("2", "sha256", false)]
    [InlineData("1", "sha1", true)]
    [InlineData("2", "sha256", true)]
    public async Task Document_SignedByOpenSsl_IsVerified(string version, string hash, bool isConfirmation)
    {
        using var openSsl = await OpenSsl.WithCertificateAsync("sns.amazonaws.com");
        var document = SnsNotification.Read(Documents.In(isConfirmation ? Documents.Confirmation : Documents.Notification));
        var signed = document with { SignatureVersion = version, Signature = await openSsl.SignAsync(hash, Signer.Text(document)) };
        using var http = new HttpClient(new CertificateHost(openSsl.Certificate));
        using var verifier = new SnsSignatureVerifier(http);
        await verifier.VerifyAsync(signed);

        // The same signature under the other version, and the document of another subject.
        Assert.Equal(SnsSignatureFailure.Mismatch, await FailureAsync(verifier, signed with { SignatureVersion = version == "1" ? "2" : "1" }));
        Assert.Equal(SnsSignatureFailure.Mismatch, await FailureAsync(verifier, signed with { Message = "Hello" }));
    }

    [Fact]
    public async Task Document_WithoutSubject_IsVerified()
    {
        using var verifier = Pinned();
        await verifier.VerifyAsync(_signer.Sign(Plain with { Subject = null }));
        Assert.Equal(SnsSignatureFailure.Mismatch, await FailureAsync(verifier, _signer.Sign(Plain with { Subject = null }) with { Subject = "" }));
    }

    [Fact]
    public async Task Document_ReadFromJson_IsVerifiedWhateverItsEscapes()
    {
        using var verifier = Pinned();
        var signed = _signer.Sign(Plain);
        var json = Documents.Notification.Replace("EXAMPLEnTrFPa3=", signed.Signature!.Replace("/", "\\/", StringComparison.Ordinal).Replace("A", "\\u0041", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("\"SignatureVersion\" : \"1\"", "\"SignatureVersion\" : \"2\"", StringComparison.Ordinal)
            .Replace("ü", "\\u00FC", StringComparison.Ordinal).Replace("😀", "\\ud83d\\ude00", StringComparison.Ordinal);
        await verifier.VerifyAsync(SnsNotification.Read(Documents.In(json)));
    }

    [Fact]
    public async Task WhatIsNotSigned_IsNotVerified()
    {
        using var http = new HttpClient(new CertificateHost(_signer.Pem));
        using var verifier = new SnsSignatureVerifier(http, new SnsSignatureOptions { TimeProvider = _clock });
        var signed = _signer.Sign(Plain);
        await verifier.VerifyAsync(signed);
        Assert.Equal(SnsSignatureFailure.NotSigned, await FailureAsync(verifier, signed with { Signature = null }));
        Assert.Equal(SnsSignatureFailure.NotSigned, await FailureAsync(verifier, signed with { SignatureVersion = null }));
        Assert.Equal(SnsSignatureFailure.NotSigned, await FailureAsync(verifier, signed with { SigningCertURL = null }));
        Assert.Equal(SnsSignatureFailure.UnsupportedVersion, await FailureAsync(verifier, signed with { SignatureVersion = "3" }));
        Assert.Equal(SnsSignatureFailure.MalformedSignature, await FailureAsync(verifier, signed with { Signature = "no base64!" }));
        Assert.Equal(SnsSignatureFailure.Mismatch, await FailureAsync(verifier, signed with { Signature = "" }));
        Assert.Equal(SnsSignatureFailure.UnexpectedTopic, await FailureAsync(verifier, signed with { TopicArn = "MyTopic" }));
    }

    [Fact]
    public async Task Options_NarrowWhatIsAccepted()
    {
        var options = new SnsSignatureOptions { AcceptSha1 = false, TimeProvider = _clock };
        options.TopicArns.Add("arn:aws:sns:us-west-2:123456789012:Other");
        using var verifier = new SnsSignatureVerifier(_signer.Certificate, options);
        Assert.Equal(SnsSignatureFailure.UnsupportedVersion, await FailureAsync(verifier, _signer.Sign(Plain, "1")));
        Assert.Equal(SnsSignatureFailure.UnexpectedTopic, await FailureAsync(verifier, _signer.Sign(Plain)));
        await verifier.VerifyAsync(_signer.Sign(Plain with { TopicArn = "arn:aws:sns:us-west-2:123456789012:Other" }));
    }

    [Fact]
    public async Task Certificate_OutOfItsDates_IsRefused()
    {
        using var verifier = Pinned();
        var signed = _signer.Sign(Plain);
        await verifier.VerifyAsync(signed);
        _clock.Advance(TimeSpan.FromDays(365));
        Assert.Equal(SnsSignatureFailure.CertificateOutOfDate, await FailureAsync(verifier, signed));
        using var early = new SnsSignatureVerifier(_signer.Certificate, new SnsSignatureOptions { TimeProvider = new VirtualClock(Signer.Start.AddSeconds(-1)) });
        Assert.Equal(SnsSignatureFailure.CertificateOutOfDate, await FailureAsync(early, signed));
    }

    [Fact]
    public async Task Certificate_OfASmallKey_OrAnotherKind_IsRefused()
    {
        using var small = new Signer(bits: 1024);
        Assert.Equal(SnsSignatureFailure.InvalidCertificate, Assert.Throws<SnsSignatureException>(() => new SnsSignatureVerifier(small.Certificate)).Reason);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = new CertificateRequest("CN=sns.amazonaws.com", curve, HashAlgorithmName.SHA256).CreateSelfSigned(Signer.Start, Signer.Start.AddDays(9));
        foreach (var pem in new[] { small.Pem, other.ExportCertificatePem(), "", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", new string('x', 100_000) })
        {
            using var http = new HttpClient(new CertificateHost(pem));
            using var verifier = new SnsSignatureVerifier(http, new SnsSignatureOptions { TimeProvider = _clock });
            Assert.Equal(SnsSignatureFailure.InvalidCertificate, await FailureAsync(verifier, _signer.Sign(Plain)));
        }
    }

    [Theory]
    [InlineData("sns.amazonaws.com", true)]
    [InlineData("sns-us-gov-west-1.amazonaws.com", true)]
    [InlineData("sns.us-west-2.amazonaws.com", true)]
    [InlineData("sns-signing.us-west-2.amazonaws.com", true)]
    [InlineData("sns.amazonaws.com.cn", false)]
    [InlineData("sqs.amazonaws.com", false)]
    [InlineData("sns.example.com", false)]
    [InlineData("sns-mine.s3.amazonaws.com", false)]
    [InlineData("xsns.amazonaws.com", false)]
    [InlineData("sns.amazonaws.com.example.com", false)]
    public async Task Certificate_HasToNameSns(string name, bool isAccepted)
    {
        using var signer = new Signer(name);
        using var http = new HttpClient(new CertificateHost(signer.Pem));
        using var strict = new SnsSignatureVerifier(http, new SnsSignatureOptions { TimeProvider = _clock });
        using var lax = new SnsSignatureVerifier(http, new SnsSignatureOptions { TimeProvider = _clock, RequireNameOfSns = false });
        var signed = signer.Sign(Plain);
        await lax.VerifyAsync(signed);
        Assert.Equal(isAccepted ? null : SnsSignatureFailure.UntrustedCertificate, await FailureAsync(strict, signed));
    }

    [Fact]
    public async Task Chain_IsBuiltWhereRootsAreGiven()
    {
        using var rootKey = RSA.Create(2048);
        var rootRequest = new CertificateRequest("CN=Root", rootKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        rootRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        using var root = rootRequest.CreateSelfSigned(Signer.Start, Signer.Start.AddDays(300));
        using var leafKey = RSA.Create(2048);
        using var leaf = new CertificateRequest("CN=sns.amazonaws.com", leafKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).Create(root, Signer.Start, Signer.Start.AddDays(200), [1, 2, 3]);
        using var http = new HttpClient(new CertificateHost(leaf.ExportCertificatePem()));
        var signed = _signer.Sign(Plain) with { Signature = Convert.ToBase64String(leafKey.SignData(System.Text.Encoding.UTF8.GetBytes(Signer.Text(Plain)), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)) };

        using var trusting = new SnsSignatureVerifier(http, new SnsSignatureOptions { TimeProvider = _clock, TrustedRoots = { root } });
        await trusting.VerifyAsync(signed);
        using var doubting = new SnsSignatureVerifier(http, new SnsSignatureOptions { TimeProvider = _clock, TrustedRoots = { _signer.Certificate } });
        Assert.Equal(SnsSignatureFailure.UntrustedCertificate, await FailureAsync(doubting, signed));
        _ = root.Thumbprint; // what was given is not disposed
    }

    [Theory]
    [InlineData("MaxCachedCertificates")]
    [InlineData("CacheTime")]
    [InlineData("FetchTimeout")]
    [InlineData("TopicArns")]
    public void Option_OutOfItsRange_IsNamed(string member)
    {
        var options = member switch
        {
            "MaxCachedCertificates" => new SnsSignatureOptions { MaxCachedCertificates = 0 },
            "CacheTime" => new SnsSignatureOptions { CacheTime = TimeSpan.Zero },
            "FetchTimeout" => new SnsSignatureOptions { FetchTimeout = TimeSpan.FromHours(2) },
            _ => new SnsSignatureOptions { TopicArns = { "orders" } },
        };
        Assert.Equal(member, Assert.Throws<SqsValidationException>(() => new SnsSignatureVerifier(_signer.Certificate, options)).Member);
    }

    private SnsSignatureVerifier Pinned() => new(_signer.Certificate, new SnsSignatureOptions { TimeProvider = _clock });

    internal static async Task<SnsSignatureFailure?> FailureAsync(SnsSignatureVerifier verifier, SnsNotification document)
    {
        try
        {
            await verifier.VerifyAsync(document);
            return null;
        }
        catch (SnsSignatureException refused)
        {
            Assert.Equal(refused.Reason is SnsSignatureFailure.CertificateUnavailable, refused.IsTransient);
            Assert.DoesNotContain(document.Message, refused.ToString(), StringComparison.Ordinal);
            return refused.Reason;
        }
    }
}
