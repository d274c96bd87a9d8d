using System.Text;
using Sqs.Client.Signing;

namespace Sqs.Client.LocalServer.Tests.Access;

public sealed class SignatureTests
{
    private const string Form = "Action=ListQueues&Version=2012-11-05";

    private static readonly AwsCredentials Key = new("AKID", "secret");
    private static readonly AwsCredentials Temporary = new("ASIA", "secret2", "token+/=");

    [Fact]
    public async Task Header_Signed_IsLetIn()
    {
        await using var server = await StartAsync();
        await AssertAnswerAsync(server, await SendAsync(server, Key), 200, null);
        await AssertAnswerAsync(server, await SendAsync(server, Temporary), 200, null);
    }

    [Theory]
    [InlineData(14 * 60 + 59, null)]
    [InlineData(-14 * 60 - 59, null)]
    [InlineData(15 * 60 + 1, "Signature not yet current: 20300101T001501Z is still later than 20300101T001500Z (20300101T000000Z + 15 min.)")]
    [InlineData(-15 * 60 - 1, "Signature expired: 20291231T234459Z is now earlier than 20291231T234500Z (20300101T000000Z - 15 min.)")]
    public async Task Clock_WithinAQuarterOfAnHour_IsLetIn(int skew, string? text)
    {
        await using var server = await StartAsync();
        var answer = await SendAsync(server, Key, skew: TimeSpan.FromSeconds(skew));
        await AssertAnswerAsync(server, answer, text is null ? 200 : 403, text is null ? null : "SignatureDoesNotMatch");
        Assert.Equal(text, answer.One("Message"));
        Assert.Equal("Tue, 01 Jan 2030 00:00:00 GMT", answer.Response.Headers.GetValues("Date").Single());
    }

    [Fact]
    public async Task Signature_OfAnotherSecret_IsRefusedWithTheTexts()
    {
        await using var server = await StartAsync();
        var answer = await SendAsync(server, new AwsCredentials("AKID", "other"));
        await AssertAnswerAsync(server, answer, 403, "SignatureDoesNotMatch");
        Assert.Contains("The Canonical String for this request should have been\n'POST\n/\n", answer.One("Message"), StringComparison.Ordinal);
        Assert.Contains("'AWS4-HMAC-SHA256\n20300101T000000Z\n20300101/us-east-1/sqs/aws4_request\n", answer.One("Message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_Changed_IsRefused()
    {
        await using var server = await StartAsync();
        await AssertAnswerAsync(server, await SendAsync(server, Key, body: Form + "&QueueNamePrefix=x"), 403, "SignatureDoesNotMatch");
    }

    [Fact]
    public async Task Query_AddedAfterSigning_IsRefused()
    {
        await using var server = await StartAsync();
        await AssertAnswerAsync(server, await SendAsync(server, Key, target: "/?x=1"), 403, "SignatureDoesNotMatch");
    }

    [Fact]
    public async Task Key_Unknown_OrWithAWrongToken_IsRefused()
    {
        await using var server = await StartAsync();
        AwsCredentials[] wrong = [new("WHO", "secret"), new("ASIA", "secret2"), new("ASIA", "secret2", "other"), new("AKID", "secret", "needless")];
        foreach (var credentials in wrong)
        {
            await AssertAnswerAsync(server, await SendAsync(server, credentials), 403, "InvalidClientTokenId");
        }
    }

    [Fact]
    public async Task Token_OutOfTime_IsExpired()
    {
        await using var server = await StartAsync();
        server.Clock.Advance(TimeSpan.FromHours(12) - TimeSpan.FromTicks(1));
        await AssertAnswerAsync(server, await SendAsync(server, Temporary), 200, null);
        server.Clock.Advance(TimeSpan.FromTicks(1));
        await AssertAnswerAsync(server, await SendAsync(server, Temporary), 403, "ExpiredToken");
        await AssertAnswerAsync(server, await SendAsync(server, Key), 200, null);
    }

    [Theory]
    [InlineData("eu-west-1", "sqs")]
    [InlineData("us-east-1", "sns")]
    public async Task Scope_OfAnotherRegionOrService_IsRefused(string region, string service)
    {
        await using var server = await StartAsync();
        var answer = await SendAsync(server, Key, region: region, service: service);
        await AssertAnswerAsync(server, answer, 403, "SignatureDoesNotMatch");
        Assert.StartsWith("Credential should be scoped to", answer.One("Message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_Unsigned_IsRefused()
    {
        await using var server = await StartAsync();
        await AssertAnswerAsync(server, await server.PostAsync(Form), 403, "MissingAuthenticationToken");
    }

    [Theory]
    [InlineData("AWS4-HMAC-SHA256 Credential=AKID/20300101/us-east-1/sqs/aws4_request")]
    [InlineData("AWS4-HMAC-SHA256 nonsense")]
    [InlineData("Basic dTpw")]
    public async Task Authorization_Malformed_IsIncomplete(string authorization)
    {
        await using var server = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Server.Endpoint) { Content = new StringContent(Form) };
        Assert.True(request.Headers.TryAddWithoutValidation("Authorization", authorization));
        await AssertAnswerAsync(server, await Answer.ReadAsync(await server.Http.SendAsync(request)), 400, "IncompleteSignature");
    }

    [Fact]
    public async Task Presigned_IsGoodForItsLifetime()
    {
        await using var server = await StartAsync();
        var query = "Action=CreateQueue&QueueName=presigned%20no&Version=2012-11-05".Replace("%20", "-", StringComparison.Ordinal);
        var target = "/?" + new SigV4Signer("us-east-1", "sqs").Presign(
            new SigV4Request { Method = "GET", Host = server.Server.Endpoint.Authority, Path = "/", Query = query, PayloadHash = SigV4Request.EmptyPayloadHash },
            Temporary,
            server.Clock.GetUtcNow(),
            TimeSpan.FromMinutes(60)).TrimStart('/').TrimStart('?');
        await AssertAnswerAsync(server, await Answer.ReadAsync(await server.Http.GetAsync(target)), 200, null);
        server.Clock.Advance(TimeSpan.FromMinutes(60));
        await AssertAnswerAsync(server, await Answer.ReadAsync(await server.Http.GetAsync(target)), 200, null);
        server.Clock.Advance(TimeSpan.FromSeconds(1));
        await AssertAnswerAsync(server, await Answer.ReadAsync(await server.Http.GetAsync(target)), 400, "RequestExpired");
    }

    [Fact]
    public async Task Key_MadeUp_IsAccepted()
    {
        await using var server = await TestServer.StartAsync(options => options.VerifySignatures = true);
        await AssertAnswerAsync(server, await SendAsync(server, new AwsCredentials(server.Server.AccessKeyId, server.Server.SecretAccessKey)), 200, null);
        await using var other = await TestServer.StartAsync();
        Assert.NotEqual(server.Server.SecretAccessKey, other.Server.SecretAccessKey);
    }

    [Fact]
    public void Key_AsText_HidesItsSecrets() =>
        Assert.Equal(
        "LocalAccessKey { AccessKeyId = id, AccountId = 111122223333, UserName = bob }",
        new LocalAccessKey("id", "SECRET", "TOKEN") { AccountId = "111122223333", UserName = "bob", Policy = "POLICY" }.ToString());

    private static Task<TestServer> StartAsync() => TestServer.StartAsync(options =>
    {
        options.VerifySignatures = true;
        options.Regions.Add("us-east-1");
        options.AccessKeys.Add(new LocalAccessKey("AKID", "secret"));
        options.AccessKeys.Add(new LocalAccessKey("ASIA", "secret2", "token+/=") { Expiration = new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero) });
    });

    private static async Task<Answer> SendAsync(
        TestServer server, AwsCredentials credentials, TimeSpan skew = default, string? body = null, string target = "/", string region = "us-east-1", string service = "sqs")
    {
        const string Type = "application/x-www-form-urlencoded; charset=utf-8";
        var headers = new SigV4Signer(region, service).Sign(
            new SigV4Request
            {
                Method = "POST",
                Host = server.Server.Endpoint.Authority,
                Path = "/",
                Headers = [KeyValuePair.Create("Content-Type", Type)],
                PayloadHash = SigV4Request.HashPayload(Encoding.UTF8.GetBytes(Form)),
            },
            credentials,
            server.Clock.GetUtcNow() + skew);
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body ?? Form)) };
        Assert.True(request.Content.Headers.TryAddWithoutValidation("Content-Type", Type));
        Assert.True(request.Headers.TryAddWithoutValidation("Authorization", headers.Authorization));
        Assert.True(request.Headers.TryAddWithoutValidation("X-Amz-Date", headers.Date));
        if (headers.SecurityToken is { } token)
        {
            Assert.True(request.Headers.TryAddWithoutValidation("X-Amz-Security-Token", token));
        }

        return await Answer.ReadAsync(await server.Http.SendAsync(request));
    }

    private static Task AssertAnswerAsync(TestServer server, Answer answer, int status, string? code)
    {
        Assert.True((answer.Status, answer.Code) == (status, code), $"{server.Server.Endpoint} {answer.Status} {answer.Text}");
        return Task.CompletedTask;
    }
}
