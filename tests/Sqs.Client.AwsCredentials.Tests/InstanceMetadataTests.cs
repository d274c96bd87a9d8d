using Microsoft.AspNetCore.Http;

namespace Sqs.Client.Aws.Tests;

public sealed class InstanceMetadataTests : IAsyncLifetime
{
    private readonly Machine _machine = new();
    private LoopbackAws _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await LoopbackAws.StartAsync();
        _machine["AWS_EC2_METADATA_DISABLED"] = null;
        _machine["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = _aws.Url;
    }

    public ValueTask DisposeAsync()
    {
        _machine.Dispose();
        return _aws.DisposeAsync();
    }

    [Fact]
    public async Task Instance_IsAskedWithItsSessionToken()
    {
        var found = await _machine.FindAsync();
        Assert.Equal(("key-1", "secret-1", "token-1"), (found.AccessKeyId, found.SecretAccessKey, found.SessionToken));
        Assert.NotNull(found.Expiration);
        Assert.Equal(
            ["PUT /latest/api/token", "GET /latest/meta-data/iam/security-credentials/", "GET /latest/meta-data/iam/security-credentials/the-role"],
            _aws.Asked);
    }

    [Fact]
    public async Task Endpoint_OfTheProfile_IsAsked()
    {
        _machine["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = null;
        _ = _machine.Write(".aws/config", $"[default]\nec2_metadata_service_endpoint = {_aws.Url}\n");
        Assert.Equal("key-1", (await _machine.FindAsync()).AccessKeyId);
    }

    [Fact]
    public async Task Credentials_GivenExpired_ServeOnWhileTheServiceHasTrouble()
    {
        _aws.Expiration = () => DateTimeOffset.UtcNow.AddMinutes(-1);
        var found = await _machine.FindAsync();
        Assert.Equal("key-1", found.AccessKeyId);
        Assert.InRange(found.Expiration!.Value, DateTimeOffset.UtcNow.AddMinutes(5), DateTimeOffset.UtcNow.AddMinutes(11));
    }

    [Fact]
    public async Task Instance_ThatKnowsNoSessionTokens_IsNotAskedWithoutOne()
    {
        _aws.Instead = context =>
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        };
        var (message, _) = await _machine.FailAsync();
        Assert.Contains($"instance metadata: {_aws.Url}/latest/api/token answered 404", message, StringComparison.Ordinal);
        Assert.Equal(["PUT /latest/api/token"], _aws.Asked);
    }

    [Fact]
    public async Task Instance_WhoseTokenIsLostOnTheWay_IsNotAskedWithoutOne()
    {
        // What a container sees of an instance whose answers may make one hop only.
        _aws.Instead = context => Task.Delay(Timeout.Infinite, context.RequestAborted);
        var (message, _) = await _machine.FailAsync();
        Assert.Contains($"instance metadata: {_aws.Url}/latest/api/token did not answer within 2 s", message, StringComparison.Ordinal);
        Assert.Equal(["PUT /latest/api/token"], _aws.Asked);
    }

    [Fact]
    public async Task Instance_ThatRedirects_IsNotFollowed()
    {
        _aws.Instead = async context =>
        {
            if (context.Request.Method == "PUT")
            {
                await context.Response.WriteAsync("planted-token");
                return;
            }

            context.Response.Redirect(_aws.Url + "/elsewhere");
        };
        var (message, all) = await _machine.FailAsync();
        Assert.Contains("answered 302", message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", all, StringComparison.Ordinal);
        Assert.DoesNotContain("GET /elsewhere", _aws.Asked);
    }

    [Fact]
    public async Task Instance_WithoutRole_IsToldSo()
    {
        _aws.Instead = async context =>
        {
            context.Response.StatusCode = context.Request.Method == "PUT" ? 200 : 404;
            await context.Response.WriteAsync(context.Request.Method == "PUT" ? "token" : "");
        };
        var (message, _) = await _machine.FailAsync();
        Assert.Contains("names no role: the instance has none", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingAnywhere_ErrorSaysOfEachPlaceWhy()
    {
        _machine["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = "http://127.0.0.1:1";
        var (message, _) = await _machine.FailAsync();
        Assert.Equal(
            "No AWS credentials. Tried environment: AWS_ACCESS_KEY_ID is not set; web identity: AWS_WEB_IDENTITY_TOKEN_FILE is not set; "
            + $"profile: there is no profile \"default\" in {_machine.CredentialsFile} and {_machine.ConfigFile}; "
            + "container: neither AWS_CONTAINER_CREDENTIALS_RELATIVE_URI nor AWS_CONTAINER_CREDENTIALS_FULL_URI is set; "
            + "instance metadata: http://127.0.0.1:1/latest/api/token cannot be reached: ConnectionRefused.",
            message);
    }

    [Fact]
    public async Task Metadata_Disabled_IsNotAsked()
    {
        _machine["AWS_EC2_METADATA_DISABLED"] = "TRUE";
        var (message, _) = await _machine.FailAsync();
        Assert.EndsWith("instance metadata: AWS_EC2_METADATA_DISABLED is true.", message, StringComparison.Ordinal);
        Assert.Empty(_aws.Asked);
    }
}
