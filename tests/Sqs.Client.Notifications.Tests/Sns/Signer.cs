using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Sqs.Client.Notifications.Tests.Sns;

/// <summary>A key with a certificate of its own, and documents signed by it. What is signed is written down here once more, by the table of the guide.</summary>
internal sealed class Signer : IDisposable
{
    public const string CertificateUrl = "https://sns.us-west-2.amazonaws.com/SimpleNotificationService-f3ecfb7224c7233fe7bb5f59f96de52f.pem";

    public static readonly DateTimeOffset Start = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // Making a key takes long; one serves all tests.
    private static readonly RSA Shared = RSA.Create(2048);

    private readonly RSA _key;

    public Signer(string name = "sns.amazonaws.com", int bits = 2048)
    {
        _key = bits == 2048 ? Shared : RSA.Create(bits);
        var request = new CertificateRequest($"CN={name}", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Certificate = request.CreateSelfSigned(Start, Start.AddDays(365));
    }

    public X509Certificate2 Certificate { get; }

    public string Pem => Certificate.ExportCertificatePem();

    /// <summary>The text that is signed, member by member in the order of the guide.</summary>
    public static string Text(SnsNotification document) => document.Type is SnsMessageType.Notification
        ? $"Message\n{document.Message}\nMessageId\n{document.MessageId}\n{(document.Subject is null ? "" : $"Subject\n{document.Subject}\n")}Timestamp\n{document.TimestampText}\nTopicArn\n{document.TopicArn}\nType\nNotification\n"
        : $"Message\n{document.Message}\nMessageId\n{document.MessageId}\nSubscribeURL\n{document.SubscribeURL}\nTimestamp\n{document.TimestampText}\nToken\n{document.Token}\nTopicArn\n{document.TopicArn}\nType\n{document.Type}\n";

    public SnsNotification Sign(SnsNotification document, string version = "2") => document with
    {
        SignatureVersion = version,
        SigningCertURL = CertificateUrl,
        Signature = Convert.ToBase64String(_key.SignData(Encoding.UTF8.GetBytes(Text(document)), version == "1" ? HashAlgorithmName.SHA1 : HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)),
    };

    public void Dispose() => Certificate.Dispose();
}
