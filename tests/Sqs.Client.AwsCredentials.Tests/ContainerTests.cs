using Sqs.Client.Aws.Endpoints;
using Sqs.Client.Signing;

namespace Sqs.Client.Aws.Tests;

public sealed class ContainerTests : IAsyncLifetime
{
    private readonly Machine _machine = new();
    private LoopbackAws _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await LoopbackAws.StartAsync();
        _machine["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = _aws.Url + "/container";
    }

    public ValueTask DisposeAsync()
    {
        _machine.Dispose();
        return _aws.DisposeAsync();
    }

    [Fact]
    public async Task Container_WithToken_GivesKeysWithTheirExpiration()
    {
        _aws.Authorization = _machine["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "Bearer of-the-task";
        var expiration = DateTimeOffset.FromUnixTimeSeconds(4_000_000_000);
        _aws.Expiration = () => expiration;

        var found = await _machine.FindAsync();
        Assert.Equal(("key-1", "secret-1", "token-1", expiration), (found.AccessKeyId, found.SecretAccessKey, found.SessionToken, found.Expiration));
    }

    [Fact]
    public async Task PodIdentity_RenewsItsTokenFile_EachCallHasTheTokenOfItsTime()
    {
        var file = _machine.Write("pod/token", "first-token");
        _machine["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = file;
        _machine["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "is not used beside a file";
        _aws.Authorization = "first-token";
        var source = _machine.Source();
        _ = await source.GetCredentialsAsync(TestContext.Current.CancellationToken);

        await File.WriteAllTextAsync(file, "second-token", TestContext.Current.CancellationToken);
        _aws.Authorization = "second-token";
        source.Invalidate();
        _ = await source.GetCredentialsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(["GET container first-token", "GET container second-token"], _aws.Asked);
    }

    [Fact]
    public async Task Container_DoesNotKnowTheToken_ErrorNamesPlaceAndStatusAndNotTheToken()
    {
        _machine["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "planted-token";
        _aws.Authorization = "another";
        var (message, all) = await _machine.FailAsync();
        Assert.Contains($"container: {_aws.Url}/container answered 401", message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TokenFile_Missing_IsNamed()
    {
        _machine["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = Path.Combine(_machine.Home, "no", "token");
        var (message, _) = await _machine.FailAsync();
        Assert.Contains($"the file {_machine.Home}/no/token of AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE cannot be read: there is none", message, StringComparison.Ordinal);
        Assert.Empty(_aws.Asked);
    }

    [Fact]
    public async Task TokenFile_WithLineBreak_IsRefusedWithoutBeingShown()
    {
        _machine["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = _machine.Write("token", "planted\r\nX-Other: header");
        var (message, all) = await _machine.FailAsync();
        Assert.Contains("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE holds a line break", message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", all, StringComparison.Ordinal);
        Assert.Empty(_aws.Asked);
    }

    [Theory]
    [InlineData("this is no JSON: planted-secret", "gave no JSON: it breaks off in line 1")]
    [InlineData("""["planted-secret"]""", "gave JSON that is no object")]
    [InlineData("""{"AccessKeyId":"AKID","SecretAccessKey":"planted-secret","Expiration":"planted"}""", "gave a document whose Expiration is no time")]
    [InlineData("""{"AccessKeyId":"AKID","SecretAccessKey":"planted secret"}""", "holds a SecretAccessKey that cannot be used")]
    [InlineData("""{"AccessKeyId":"AKID\ud800","SecretAccessKey":"planted-secret"}""", "gave a text with half a surrogate pair")]
    [InlineData("""{"SecretAccessKey":"planted-secret"}""", "gave no AccessKeyId")]
    [InlineData("""{"AccessKeyId":"AKID","Token":"planted"}""", "gave no SecretAccessKey")]
    [InlineData("""{"Code":"AssumeRoleUnauthorizedAccess","Message":"planted"}""", "refused: AssumeRoleUnauthorizedAccess")]
    [InlineData("""{"Code":"planted, and not a word"}""", "refused: a code that is no word")]
    public async Task Answer_ThatIsNone_IsToldWithoutItsText(string answer, string expected)
    {
        _aws.Instead = context => context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(answer)).AsTask();
        var (message, all) = await _machine.FailAsync();
        Assert.Contains($"container: {_aws.Url}/container {expected}", message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Endpoint_ThatFails_IsAskedThreeTimesAndNamed()
    {
        _aws.Instead = context =>
        {
            context.Response.StatusCode = 500;
            return Task.CompletedTask;
        };
        var (message, _) = await _machine.FailAsync();
        Assert.Contains($"{_aws.Url}/container answered 500", message, StringComparison.Ordinal);
        Assert.Equal(3, _aws.Asked.Count);
    }

    [Fact]
    public async Task Endpoint_ThatRedirects_IsNotFollowed()
    {
        _machine["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "planted-token";
        _aws.Instead = context =>
        {
            context.Response.Redirect(_aws.Url + "/elsewhere");
            return Task.CompletedTask;
        };
        var (message, _) = await _machine.FailAsync();
        Assert.Contains("answered 302", message, StringComparison.Ordinal);
        Assert.Equal(["GET /container"], _aws.Asked);
    }

    [Theory]
    [InlineData(64 * 1024, true)]
    [InlineData((64 * 1024) + 1, false)]
    [InlineData(100 * 1024 * 1024, false)]
    public async Task Answer_OfMoreThan64KiB_IsNotRead(int size, bool isRead)
    {
        const string Document = """{"AccessKeyId":"AKID","SecretAccessKey":"planted-secret"}""";
        long written = 0;
        _aws.Instead = async context =>
        {
            var blanks = System.Text.Encoding.ASCII.GetBytes(new string(' ', 1024));
            await context.Response.Body.WriteAsync(System.Text.Encoding.ASCII.GetBytes(Document));
            for (written = Document.Length; written < size && !context.RequestAborted.IsCancellationRequested; written += blanks.Length)
            {
                // without a length, so that nothing but reading tells how much there is
                await context.Response.Body.WriteAsync(blanks.AsMemory(0, (int)Math.Min(blanks.Length, size - written)), context.RequestAborted);
            }
        };
        if (isRead)
        {
            Assert.Equal("AKID", (await _machine.FindAsync()).AccessKeyId);
            return;
        }

        var (message, all) = await _machine.FailAsync();
        Assert.Contains($"container: {_aws.Url}/container gave more than 64 KiB", message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", all, StringComparison.Ordinal);
        Assert.InRange(written, 0, 20 * 1024 * 1024); // what the buffers between the two hold
    }

    [Fact]
    public void Request_AsTheHttpStackTracesIt_HasNoToken()
    {
        using var request = new EndpointRequest(HttpMethod.Get, new Uri("http://user:planted@169.254.170.2/c?id=planted"));
        Assert.True(request.Headers.TryAddWithoutValidation("Authorization", "planted-token"));
        Assert.Equal("GET http://169.254.170.2/c", request.ToString());
    }

    [Fact]
    public async Task Endpoint_ThatIsNotThere_IsNamedWithTheReason()
    {
        await _aws.DisposeAsync();
        _machine["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://user:planted@127.0.0.1:1/container?key=planted";
        var (message, all) = await _machine.FailAsync();
        Assert.Contains("container: http://127.0.0.1:1/container cannot be reached: ConnectionRefused", message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v2/credentials/some-id", null, "http://169.254.170.2/v2/credentials/some-id")]
    [InlineData("/v2/credentials?id=1", "http://elsewhere.example/", "http://169.254.170.2/v2/credentials?id=1")]
    [InlineData(null, "http://169.254.170.23/v1/credentials", "http://169.254.170.23/v1/credentials")]
    [InlineData(null, "http://[fd00:ec2::23]/v1/credentials", "http://[fd00:ec2::23]/v1/credentials")]
    [InlineData(null, "http://localhost:8080/c", "http://localhost:8080/c")]
    [InlineData(null, "http://127.0.0.1/c", "http://127.0.0.1/c")]
    [InlineData(null, "http://127.9.9.9/c", "http://127.9.9.9/c")]
    [InlineData(null, "http://[::1]/c", "http://[::1]/c")]
    [InlineData(null, "http://loopback/c", "http://localhost/c")] // the platform's own alias
    [InlineData("/c/@elsewhere.example", null, "http://169.254.170.2/c/@elsewhere.example")]
    [InlineData("/../../c", null, "http://169.254.170.2/c")]
    [InlineData(null, "https://elsewhere.example/c", "https://elsewhere.example/c")]
    public void Variables_ThatAreAllowed_GiveTheUrl(string? relative, string? full, string expected) =>
        Assert.Equal(expected, ContainerEndpoint.UriOf(relative, full)!.AbsoluteUri);

    [Theory]
    [InlineData("//elsewhere.example/c", null)]
    [InlineData("http://elsewhere.example/c", null)]
    [InlineData("https://169.254.170.2/c", null)]
    [InlineData("file:///c", null)]
    [InlineData(@"\\elsewhere.example\c", null)]
    [InlineData("http://169.254.170.2@elsewhere.example/c", null)]
    [InlineData("http://169.254.170.2.elsewhere.example/c", null)]
    [InlineData(null, "http://169.254.170.2@elsewhere.example/c")]
    [InlineData(null, "http://169.254.170.2.elsewhere.example/c")]
    [InlineData(null, "http://127.0.0.1.elsewhere.example/c")]
    [InlineData(null, "http://localhost.elsewhere.example/c")]
    [InlineData(null, "http://elsewhere.example#@127.0.0.1/c")]
    [InlineData(null, "http://169.254.169.254/latest/meta-data/iam/security-credentials/role")]
    [InlineData(null, "http://0.0.0.0/c")]
    [InlineData(null, "http://10.0.0.1/c")]
    [InlineData(null, "http://[fd00:ec2::254]/c")]
    [InlineData(null, "file:///etc/passwd")]
    [InlineData(null, "/c")]
    [InlineData(null, "http://elsewhere.example/c")]
    [InlineData(null, "http://169.254.170.24/c")]
    [InlineData(null, "ftp://127.0.0.1/c")]
    [InlineData(null, "no url")]
    public void Variables_ThatLeadElsewhere_AreRefused(string? relative, string? full) =>
        Assert.Contains("AWS_CONTAINER_CREDENTIALS_", Assert.Throws<CredentialsUnavailableException>(() => ContainerEndpoint.UriOf(relative, full)).Message, StringComparison.Ordinal);
}
