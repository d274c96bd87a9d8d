using System.Net;
using System.Text;
using System.Xml.Linq;
using Sqs.Client.Interop.Peers;
using Sqs.Client.Signing;

namespace Sqs.Client.Interop;

/// <summary>Our signatures against moto's check of them. A server of its own: the check is for the whole of it.</summary>
public abstract class MotoSignatureTests(Moto moto, SqsProtocol protocol) : IClassFixture<Moto>
{
    private const string Policy = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sqs:*","Resource":"*"}]}""";

    [Fact]
    public async Task Signatures_WhereTheServerChecksThem_AreAcceptedForTheRightKeyAlone()
    {
        var endpoint = await moto.EndpointAsync();
        var key = await NewKeyAsync(endpoint, allowed: true);
        var powerless = await NewKeyAsync(endpoint, allowed: false);
        using var admin = new HttpClient { BaseAddress = endpoint };
        using var strict = await admin.PostAsync("moto-api/reset-auth", new StringContent("0", Encoding.UTF8, "text/plain"));
        Assert.Equal(HttpStatusCode.OK, strict.StatusCode);

        await using var client = await moto.NewClientAsync(protocol, key);
        var url = (await client.CreateQueueAsync(new CreateQueueRequest { QueueName = "signed", Tags = new Dictionary<string, string> { ["ü *~"] = "a+b" } })).QueueUrl;
        var queue = await SqsQueue.OpenAsync(client, url);
        _ = await queue.SendAsync(new OutgoingMessage { Body = "a b+c*~%20 ü 😀", MessageAttributes = new Dictionary<string, MessageAttributeValue> { ["a"] = MessageAttributeValue.String("*") } });
        using var received = await queue.ReceiveAsync(wait: TimeSpan.FromSeconds(2));
        Assert.Equal("a b+c*~%20 ü 😀", Assert.Single(received.Messages).Body);
        _ = await queue.DeleteAsync(received.Messages[0]);

        await using var forger = await moto.NewClientAsync(protocol, new AwsCredentials(key.AccessKeyId, "x" + key.SecretAccessKey[1..]));
        var forged = await Assert.ThrowsAsync<SqsException>(() => forger.ListQueuesAsync(new ListQueuesRequest()));
        Assert.Equal(SqsErrorCode.SignatureDoesNotMatch, forged.ErrorCode);
        Assert.Equal(403, forged.StatusCode);

        await using var stranger = await moto.NewClientAsync(protocol, new AwsCredentials("AKIAUNKNOWNUNKNOWN12", "x"));
        var unknown = await Assert.ThrowsAsync<SqsException>(() => stranger.ListQueuesAsync(new ListQueuesRequest()));
        Assert.Equal(SqsErrorCode.InvalidClientTokenId, unknown.ErrorCode);

        await using var denied = await moto.NewClientAsync(protocol, powerless);
        var refused = await Assert.ThrowsAsync<SqsException>(() => denied.ListQueuesAsync(new ListQueuesRequest()));
        Assert.Equal(SqsErrorCode.AccessDenied, refused.ErrorCode);
    }

    /// <summary>A user with a key, made through moto's IAM before the check begins; our handler signs for that service too.</summary>
    private static async Task<AwsCredentials> NewKeyAsync(Uri endpoint, bool allowed)
    {
        using var handler = new SigV4Handler(new StaticCredentialsSource(new AwsCredentials("testing", "testing")), "us-east-1", "iam") { InnerHandler = new SocketsHttpHandler() };
        using var http = new HttpClient(handler) { BaseAddress = endpoint };
        var user = $"user-{Guid.NewGuid():N}";
        _ = await CallAsync(http, ("Action", "CreateUser"), ("UserName", user));
        if (allowed)
        {
            _ = await CallAsync(http, ("Action", "PutUserPolicy"), ("UserName", user), ("PolicyName", "all"), ("PolicyDocument", Policy));
        }

        var made = await CallAsync(http, ("Action", "CreateAccessKey"), ("UserName", user));
        string One(string name) => made.Descendants().First(element => element.Name.LocalName == name).Value;
        return new AwsCredentials(One("AccessKeyId"), One("SecretAccessKey"));
    }

    private static async Task<XElement> CallAsync(HttpClient http, params (string Name, string Value)[] form)
    {
        using var content = new FormUrlEncodedContent(form.Append(("Version", "2010-05-08")).Select(pair => KeyValuePair.Create(pair.Item1, pair.Item2)));
        using var answer = await http.PostAsync("", content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return XElement.Parse(text);
    }

    public sealed class InQuery(Moto moto) : MotoSignatureTests(moto, SqsProtocol.Query);

    public sealed class InJson(Moto moto) : MotoSignatureTests(moto, SqsProtocol.Json);
}
