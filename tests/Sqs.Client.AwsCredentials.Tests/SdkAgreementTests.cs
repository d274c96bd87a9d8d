using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using Amazon.Runtime.Internal;

namespace Sqs.Client.Aws.Tests;

/// <summary>What the SDK's own search finds in an environment is what is found here: the one reads the process, and so does the other.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class SdkAgreementTests : IAsyncLifetime
{
    private const string Arn = "arn:aws:iam::123456789012:role/worker";
    private static readonly string Aws = Path.Combine(Isolation.Home, ".aws");
    private readonly Dictionary<string, string?> _restore = new(StringComparer.Ordinal);
    private LoopbackAws _aws = null!;

    public static TheoryData<string> Places =>
        ["environment", "session", "default profile", "config", "named profile", "process", "role", "role of a chain", "web identity", "web profile", "container", "token file", "sso", "instance"];

    public async ValueTask InitializeAsync() => _aws = await LoopbackAws.StartAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var (name, value) in _restore)
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        if (Directory.Exists(Aws))
        {
            Directory.Delete(Aws, recursive: true);
        }

        await _aws.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(Places))]
    public async Task WhatTheSdkFinds_IsFound(string place)
    {
        SetUp(place);
        FallbackInternalConfigurationFactory.Reset();
        FallbackRegionFactory.Reset();
        using var resolver = new DefaultAWSCredentialsIdentityResolver();
        var theirs = await (await resolver.ResolveIdentityAsync(clientConfig: null, TestContext.Current.CancellationToken)).GetCredentialsAsync();
        await using var source = new AwsSdkCredentialsSource();
        var ours = await source.GetCredentialsAsync(TestContext.Current.CancellationToken);

        Assert.Equal((theirs.AccessKey, theirs.SecretKey, theirs.Token), (ours.AccessKeyId, ours.SecretAccessKey, ours.SessionToken ?? ""));
        Assert.Equal(place is "environment" or "session" or "default profile" or "config" or "named profile" or "process" ? 0 : 1, _aws.Issued > 0 ? 1 : 0);
    }

    private void SetUp(string place)
    {
        const string Keys = "aws_access_key_id = FILE\naws_secret_access_key = file-secret\n";
        Set("AWS_ENDPOINT_URL", _aws.Url);
        Set("AWS_REGION", "eu-west-1");
        switch (place)
        {
            case "environment":
                Set("AWS_ACCESS_KEY_ID", "ENV");
                Set("AWS_SECRET_ACCESS_KEY", "env-secret");
                Write("credentials", "[default]\n" + Keys);
                break;
            case "session":
                Set("AWS_ACCESS_KEY_ID", "ENV");
                Set("AWS_SECRET_ACCESS_KEY", "env-secret");
                Set("AWS_SESSION_TOKEN", "env-token");
                break;
            case "default profile":
                Set("AWS_ACCESS_KEY_ID", "ALONE"); // without its secret it counts for nothing
                Write("credentials", "[other]\naws_access_key_id = OTHER\naws_secret_access_key = o\n[default]\n" + Keys);
                break;
            case "config":
                Write("config", "[default]\n" + Keys + "aws_session_token = config-token\n");
                break;
            case "named profile":
                Set("AWS_PROFILE", "named");
                Write("config", "[profile named]\n" + Keys);
                Write("credentials", "[default]\naws_access_key_id = OTHER\naws_secret_access_key = o\n");
                break;
            case "process":
                Write("out.json", """{"Version":1,"AccessKeyId":"PROCESS","SecretAccessKey":"p","SessionToken":"t","Expiration":"2090-01-01T00:00:00Z"}""");
                Write("config", $"[default]\ncredential_process = cat \"{Aws}/out.json\"\n");
                break;
            case "role":
                Write("credentials", "[base]\n" + Keys);
                Write("config", $"[default]\nrole_arn = {Arn}\nsource_profile = base\n");
                break;
            case "role of a chain":
                Write("credentials", "[base]\n" + Keys);
                Write("config", $"[profile middle]\nrole_arn = {Arn}\nsource_profile = base\n[profile end]\nrole_arn = {Arn}2\nsource_profile = middle\nexternal_id = x\n");
                Set("AWS_PROFILE", "end");
                break;
            case "web identity":
                Write("token", "web-token");
                Set("AWS_WEB_IDENTITY_TOKEN_FILE", Path.Combine(Aws, "token"));
                Set("AWS_ROLE_ARN", Arn);
                break;
            case "web profile":
                Write("token", "web-token");
                Write("config", $"[default]\nrole_arn = {Arn}\nweb_identity_token_file = {Aws}/token\n");
                break;
            case "container":
                Set("AWS_CONTAINER_CREDENTIALS_FULL_URI", _aws.Url + "/container");
                Set("AWS_CONTAINER_AUTHORIZATION_TOKEN", _aws.Authorization = "Basic task");
                Write("config", "[default]\nregion = eu-west-1\n"); // says nothing about credentials
                break;
            case "token file":
                Set("AWS_CONTAINER_CREDENTIALS_FULL_URI", _aws.Url + "/container");
                Write("pod-token", _aws.Authorization = "pod-token-text");
                Set("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", Path.Combine(Aws, "pod-token"));
                break;
            case "sso":
                Write("config", "[default]\nsso_session = work\nsso_account_id = 123456789012\nsso_role_name = Reader\n[sso-session work]\nsso_start_url = https://w.awsapps.com/start\nsso_region = eu-central-1\n");
                Write(Path.GetRelativePath(Aws, Services.SsoTokenFile.Of(Isolation.Home, "work")), $$"""{"accessToken":"login","expiresAt":"{{DateTimeOffset.UtcNow.AddHours(1):yyyy-MM-ddTHH:mm:ssZ}}"}""");
                break;
            default:
                Set("AWS_EC2_METADATA_DISABLED", null);
                Set("AWS_EC2_METADATA_SERVICE_ENDPOINT", _aws.Url);
                break;
        }
    }

    private void Set(string name, string? value)
    {
        _ = _restore.TryAdd(name, Environment.GetEnvironmentVariable(name));
        Environment.SetEnvironmentVariable(name, value);
    }

    private static void Write(string name, string text)
    {
        var path = Path.Combine(Aws, name);
        _ = Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}

/// <summary>Tests that change the environment of the process run alone.</summary>
[CollectionDefinition(nameof(ProcessEnvironment), DisableParallelization = true)]
#pragma warning disable CA1515, CA1711 // found by xunit
public sealed class ProcessEnvironment;
#pragma warning restore CA1515, CA1711
