using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Sqs.Client.Aws.Services;

namespace Sqs.Client.Aws.Tests;

public sealed class SingleSignOnTests : IAsyncLifetime
{
    private readonly Machine _machine = new();
    private LoopbackAws _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await LoopbackAws.StartAsync();
        (_machine["AWS_ENDPOINT_URL_SSO"], _machine["AWS_ENDPOINT_URL_SSO_OIDC"]) = (_aws.Url, _aws.Url);
        _ = _machine.Write(
            ".aws/config",
            """
            [default]
            sso_session = work
            sso_account_id = 123456789012
            sso_role_name = Reader
            [sso-session work]
            sso_start_url = https://work.awsapps.com/start
            sso_region = eu-central-1
            [profile older]
            sso_start_url = https://older.awsapps.com/start
            sso_region = eu-central-1
            sso_account_id = 210987654321
            sso_role_name = Writer
            """);
    }

    public ValueTask DisposeAsync()
    {
        _machine.Dispose();
        return _aws.DisposeAsync();
    }

    [Theory]
    [InlineData("default", "work", "portal Reader of 123456789012 for planted-login")]
    [InlineData("older", "https://older.awsapps.com/start", "portal Writer of 210987654321 for planted-login")]
    public async Task Login_ThatIsValid_GivesTheRolesKeys(string profile, string key, string asked)
    {
        _ = Login(key, DateTimeOffset.UtcNow.AddHours(1));
        var expiration = DateTimeOffset.FromUnixTimeSeconds(4_000_000_000);
        _aws.Expiration = () => expiration;
        var found = await _machine.FindAsync(options => options.Profile = profile);
        Assert.Equal(("key-1", "secret-1", "token-1", expiration), (found.AccessKeyId, found.SecretAccessKey, found.SessionToken, found.Expiration!.Value));
        Assert.Equal([asked], _aws.Asked);
    }

    [Fact]
    public async Task Login_ThatHasExpired_IsRenewedAndKeptForOthers()
    {
        var path = Login("work", DateTimeOffset.UtcNow.AddMinutes(-1));
        Assert.Equal("key-1", (await _machine.FindAsync()).AccessKeyId);
        Assert.Collection(
            _aws.Asked,
            renewal =>
            {
                Assert.StartsWith("OIDC ", renewal, StringComparison.Ordinal);
                Assert.Contains("\"refreshToken\":\"planted-refresh\"", renewal, StringComparison.Ordinal);
                Assert.Contains("\"grantType\":\"refresh_token\"", renewal, StringComparison.Ordinal);
            },
            portal => Assert.Equal("portal Reader of 123456789012 for renewed-login", portal));

        using var kept = JsonDocument.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        Assert.Equal("renewed-login", kept.RootElement.GetProperty("accessToken").GetString());
        Assert.Equal("next-refresh", kept.RootElement.GetProperty("refreshToken").GetString());
        Assert.Equal("kept", kept.RootElement.GetProperty("unknown").GetString());
        Assert.InRange(kept.RootElement.GetProperty("expiresAt").GetDateTimeOffset(), DateTimeOffset.UtcNow.AddHours(7), DateTimeOffset.UtcNow.AddHours(9));
        Assert.Equal(path, Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!)));
    }

    [Fact]
    public async Task Login_ThatIsMissing_SaysWhatToDo()
    {
        var (message, _) = await _machine.FailAsync();
        Assert.Contains($"profile: profile \"default\" in {_machine.ConfigFile} has no login", message, StringComparison.Ordinal);
        Assert.Contains("run \"aws sso login --profile default\"", message, StringComparison.Ordinal);
        Assert.Contains(SsoTokenFile.Of(_machine.Home, "work"), message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Login_ThatCannotBeRenewed_HasExpired()
    {
        _ = Login("work", DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddMinutes(-1));
        var (message, all) = await _machine.FailAsync();
        Assert.Contains("has expired: run \"aws sso login --profile default\"", message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Portal_ThatRefuses_IsQuotedWithoutTheLogin()
    {
        _ = Login("work", DateTimeOffset.UtcNow.AddHours(1));
        _aws.Instead = async context =>
        {
            context.Response.StatusCode = 401;
            context.Response.Headers["x-amzn-ErrorType"] = "UnauthorizedException";
            await context.Response.WriteAsync("""{"message":"Session token planted-login not found or invalid"}""");
        };
        var (message, all) = await _machine.FailAsync();
        Assert.Contains($"IAM Identity Center at {_aws.Url}/, asked for the role Reader of account 123456789012", message, StringComparison.Ordinal);
        Assert.Contains("answered 401 UnauthorizedException: Session token (left out) not found or invalid", message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", all, StringComparison.Ordinal);
    }

    private string Login(string key, DateTimeOffset expiration, DateTimeOffset? registration = null)
    {
        var name = Path.GetRelativePath(_machine.Home, SsoTokenFile.Of(_machine.Home, key));
        return _machine.Write(
            name,
            $$"""
            {"accessToken":"planted-login","expiresAt":"{{expiration:yyyy-MM-ddTHH:mm:ssZ}}","refreshToken":"planted-refresh","clientId":"client","clientSecret":"planted-client",
            "registrationExpiresAt":"{{registration ?? DateTimeOffset.UtcNow.AddDays(30):yyyy-MM-ddTHH:mm:ssZ}}","region":"eu-central-1","unknown":"kept"}
            """);
    }
}
