using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Sqs.Client;

namespace SnsFanOut;

/// <summary>Plays a topic of Amazon SNS offline: signs what is published and delivers it to queues, as a document or raw.</summary>
internal sealed class Topic : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);

    public Topic(string arn)
    {
        Arn = arn;
        var request = new CertificateRequest("CN=sns.amazonaws.com", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        Certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    public string Arn { get; }

    public X509Certificate2 Certificate { get; }

    public async Task PublishAsync(string text, params (SqsQueue Queue, bool IsRaw)[] subscriptions)
    {
        var document = Document(text);
        foreach (var (queue, isRaw) in subscriptions)
        {
            _ = await queue.SendAsync(isRaw ? text : document);
        }
    }

    public void Dispose()
    {
        Certificate.Dispose();
        _key.Dispose();
    }

    private string Document(string text)
    {
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["Message"] = text,
            ["MessageId"] = Guid.NewGuid().ToString(),
            ["Timestamp"] = "2026-11-30T12:00:00.000Z",
            ["TopicArn"] = Arn,
            ["Type"] = "Notification",
        };
        var signed = string.Concat(fields.Select(field => $"{field.Key}\n{field.Value}\n"));
        fields["SignatureVersion"] = "2";
        fields["Signature"] = Convert.ToBase64String(_key.SignData(Encoding.UTF8.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        fields["SigningCertURL"] = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-sample.pem";
        return JsonSerializer.Serialize(fields);
    }
}
