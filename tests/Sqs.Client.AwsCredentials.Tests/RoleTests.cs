using Microsoft.AspNetCore.Http;

namespace Sqs.Client.Aws.Tests;

public sealed class RoleTests : IAsyncLifetime
{
    private const string Arn = "arn:aws:iam::123456789012:role/worker";
    private readonly Machine _machine = new();
    private LoopbackAws _aws = null!;

    public async ValueTask InitializeAsync()
    {
        _aws = await LoopbackAws.StartAsync();
        _machine["AWS_ENDPOINT_URL_STS"] = _aws.Url;
    }

    public ValueTask DisposeAsync()
    {
        _machine.Dispose();
        return _aws.DisposeAsync();
    }

    [Fact]
    public async Task WebIdentity_OfTheEnvironment_IsExchangedUnsigned()
    {
        _machine["AWS_WEB_IDENTITY_TOKEN_FILE"] = _machine.Write("eks/token", "the-web-token\n");
        _machine["AWS_ROLE_ARN"] = Arn;
        _machine["AWS_ROLE_SESSION_NAME"] = "pod-7";
        var found = await _machine.FindAsync();
        Assert.Equal(("key-1", "secret-1", "token-1"), (found.AccessKeyId, found.SecretAccessKey, found.SessionToken));
        Assert.InRange(found.Expiration!.Value, DateTimeOffset.UtcNow.AddMinutes(50), DateTimeOffset.UtcNow.AddMinutes(61));
        Assert.Equal([$"AssumeRoleWithWebIdentity {Arn} by nobody in none token the-web-token id  for  as pod-7"], _aws.Asked);
    }

    [Fact]
    public async Task WebIdentity_OfAProfile_GoesToTheEndpointOfItsServices()
    {
        _machine["AWS_ENDPOINT_URL_STS"] = null;
        var token = _machine.Write("token", "web-token");
        _ = _machine.Write(".aws/config", $"[profile pod]\nrole_arn = {Arn}\nweb_identity_token_file = {token}\nrole_session_name = s1\nservices = local\nendpoint_url = http://127.0.0.1:1\n\n[services local]\nsts =\n  endpoint_url = {_aws.Url}\n");
        Assert.Equal("key-1", (await _machine.FindAsync(options => options.Profile = "pod")).AccessKeyId);
        Assert.Equal([$"AssumeRoleWithWebIdentity {Arn} by nobody in none token web-token id  for  as s1"], _aws.Asked);
    }

    [Fact]
    public async Task Role_OfAChainOfProfiles_IsAssumedFromEnd()
    {
        _ = _machine.Write(".aws/credentials", "[base]\naws_access_key_id = BASEKEY\naws_secret_access_key = base-secret\n");
        _ = _machine.Write(
            ".aws/config",
            $"[profile middle]\nrole_arn = {Arn}-middle\nsource_profile = base\nregion = eu-north-1\n[profile end]\nrole_arn = {Arn}\nsource_profile = middle\nexternal_id = ext\nduration_seconds = 900\nrole_session_name = end-session\nregion = eu-west-2\n");
        Assert.Equal("key-1", (await _machine.FindAsync(options => options.Profile = "end")).AccessKeyId);
        Assert.Collection(
            _aws.Asked,
            first => Assert.StartsWith($"AssumeRole {Arn}-middle by BASEKEY in eu-north-1 token  id  for  as sqs-client-", first, StringComparison.Ordinal),
            second => Assert.Equal($"AssumeRole {Arn} by key-1 in eu-west-2 token  id ext for 900 as end-session", second));
    }

    [Theory]
    [InlineData("Environment", "ENVKEY")]
    [InlineData("EcsContainer", "key-1")]
    [InlineData("Ec2InstanceMetadata", "key-1")]
    public async Task Role_OfACredentialSource_IsAssumedByIt(string source, string signer)
    {
        (_machine["AWS_ACCESS_KEY_ID"], _machine["AWS_SECRET_ACCESS_KEY"]) = ("ENVKEY", "env-secret");
        _machine["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = _aws.Url + "/container";
        (_machine["AWS_EC2_METADATA_DISABLED"], _machine["AWS_EC2_METADATA_SERVICE_ENDPOINT"]) = (null, _aws.Url);
        _ = _machine.Write(".aws/config", $"[profile app]\nrole_arn = {Arn}\ncredential_source = {source}\nrole_session_name = app\n");
        _ = await _machine.FindAsync(options => options.Profile = "app");
        Assert.Equal($"AssumeRole {Arn} by {signer} in us-east-1 token  id  for  as app", _aws.Asked.Last());
    }

    [Fact]
    public async Task Role_OfItself_UsesTheKeysOfItsProfile()
    {
        _ = _machine.Write(".aws/credentials", $"[default]\naws_access_key_id = OWN\naws_secret_access_key = s\nrole_arn = {Arn}\nsource_profile = default\nrole_session_name = me\n");
        _machine["AWS_REGION"] = "us-west-2";
        _ = await _machine.FindAsync();
        Assert.Equal([$"AssumeRole {Arn} by OWN in us-west-2 token  id  for  as me"], _aws.Asked);
    }

    [Fact]
    public async Task TokenService_ThatRefuses_IsQuotedWithoutSecrets()
    {
        _machine["AWS_WEB_IDENTITY_TOKEN_FILE"] = _machine.Write("token", "planted-web-token");
        _machine["AWS_ROLE_ARN"] = Arn;
        _aws.Instead = async context =>
        {
            context.Response.StatusCode = 403;
            await context.Response.WriteAsync(
                "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>Not authorized to perform sts:AssumeRoleWithWebIdentity with planted-web-token</Message></Error><RequestId>r</RequestId></ErrorResponse>");
        };
        var (message, all) = await _machine.FailAsync();
        Assert.Contains(
            $"web identity: AWS STS at {_aws.Url}/, asked for the role {Arn}, answered 403 AccessDenied: Not authorized to perform sts:AssumeRoleWithWebIdentity with (left out)",
            message,
            StringComparison.Ordinal);
        Assert.DoesNotContain("planted", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TokenService_ThatAnswersAnything_IsNotQuoted()
    {
        _machine["AWS_WEB_IDENTITY_TOKEN_FILE"] = _machine.Write("token", "t");
        _machine["AWS_ROLE_ARN"] = Arn;
        _aws.Instead = context => context.Response.WriteAsync("garbage with planted-secret");
        var (message, all) = await _machine.FailAsync();
        Assert.Contains($"web identity: AWS STS at {_aws.Url}/, asked for the role {Arn},", message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TokenService_ThatIsNotThere_IsNamedWithTheReason()
    {
        _machine["AWS_ENDPOINT_URL_STS"] = "http://127.0.0.1:1";
        _machine["AWS_WEB_IDENTITY_TOKEN_FILE"] = _machine.Write("token", "t");
        _machine["AWS_ROLE_ARN"] = Arn;
        var (message, _) = await _machine.FailAsync();
        Assert.Contains($"AWS STS at http://127.0.0.1:1/, asked for the role {Arn}, cannot be reached: ConnectionRefused", message, StringComparison.Ordinal);
        Assert.DoesNotContain("profile:", message, StringComparison.Ordinal); // what is set up and fails ends the search
    }

    [Fact]
    public async Task WebTokenFile_Missing_IsNamed()
    {
        _machine["AWS_WEB_IDENTITY_TOKEN_FILE"] = "/no/such/file";
        _machine["AWS_ROLE_ARN"] = Arn;
        var (message, _) = await _machine.FailAsync();
        Assert.Contains("web identity: the file /no/such/file of AWS_WEB_IDENTITY_TOKEN_FILE cannot be read: there is none", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("source_profile = other", "there is no profile \"other\", its source_profile")]
    [InlineData("source_profile = app", "the chain of source_profile comes back to \"app\"")]
    [InlineData("source_profile = loop", "the chain of source_profile comes back to \"app\"")]
    [InlineData("credential_source = Moon", "its credential_source is none of Environment, EcsContainer, Ec2InstanceMetadata")]
    [InlineData("credential_source = Environment", "AWS_ACCESS_KEY_ID is not set")]
    [InlineData("external_id = x", "has a role_arn, and neither source_profile, credential_source nor web_identity_token_file")]
    [InlineData("mfa_serial = arn:mfa", "wants the code of a device (mfa_serial)")]
    [InlineData("source_profile = empty", "says nothing about credentials")]
    [InlineData("duration_seconds = soon", "its duration_seconds is no number")]
    public async Task Role_ThatCannotBeAssumed_NamesTheProfileAndWhy(string setting, string why)
    {
        _ = _machine.Write(".aws/config", $"[profile app]\nrole_arn = {Arn}\n{setting}\n[profile loop]\nrole_arn = {Arn}\nsource_profile = app\n[profile empty]\nregion = us-east-1\n");
        var (message, _) = await _machine.FailAsync(options => options.Profile = "app");
        Assert.Contains($"in {_machine.ConfigFile}", message, StringComparison.Ordinal);
        Assert.Contains(why, message, StringComparison.Ordinal);
        Assert.Empty(_aws.Asked);
    }
}
