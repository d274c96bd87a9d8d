using Sqs.Client.Signing;
using Sqs.Client.Transport;

namespace Sqs.Client.Tests.Root;

public sealed class SqsClientSettingsTests
{
    private readonly Dictionary<string, string> _environment = new(StringComparer.Ordinal) { ["AWS_REGION"] = "eu-west-1" };

    [Fact]
    public async Task Settings_FromTheEnvironmentAlone_AreComplete()
    {
        _environment["AWS_ACCESS_KEY_ID"] = "AKIDENV";
        _environment["AWS_SECRET_ACCESS_KEY"] = "secret";
        _environment["AWS_SESSION_TOKEN"] = "token";
        _environment["AWS_MAX_ATTEMPTS"] = "7";

        var settings = Freeze();

        Assert.Equal(("eu-west-1", "https://sqs.eu-west-1.amazonaws.com/", false, 7), (settings.Region, settings.Endpoint.AbsoluteUri, settings.IsCustomEndpoint, settings.MaxAttempts));
        var credentials = await settings.Credentials.GetCredentialsAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("AKIDENV", "secret", "token"), (credentials.AccessKeyId, credentials.SecretAccessKey, credentials.SessionToken));
    }

    [Fact]
    public void Settings_WithNothingButARegion_AreTheDefaults()
    {
        var settings = Freeze();

        Assert.Equal((3, true, true), (settings.MaxAttempts, settings.ResendUnknownSends, settings.CorrectClockSkew));
        Assert.Equal((TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(60)), (settings.AttemptTimeout, settings.CallTimeout));
        Assert.Equal(SqsProtocol.Query, settings.Protocol);
        Assert.NotNull(settings.Checksums);
        Assert.Same(TimeProvider.System, settings.Time);
        Assert.InRange(settings.Random(), 0, 1);
        Assert.StartsWith("Sqs.Client/", settings.UserAgent, StringComparison.Ordinal);
    }

    [Fact]
    public void Region_ComesFromOptionsThenAwsRegionThenAwsDefaultRegion()
    {
        _environment["AWS_DEFAULT_REGION"] = "us-west-2";
        Assert.Equal("ap-south-1", Freeze(new SqsClientOptions { Region = "ap-south-1" }).Region);
        Assert.Equal("eu-west-1", Freeze().Region);
        _environment["AWS_REGION"] = " ";
        Assert.Equal("us-west-2", Freeze().Region);
        _ = _environment.Remove("AWS_DEFAULT_REGION");
        Refused("Region");
    }

    [Fact]
    public void Endpoint_ComesFromOptionsThenTheServicesThenTheGeneralVariable()
    {
        _environment["AWS_ENDPOINT_URL"] = "http://localhost:1";
        Assert.Equal("http://localhost:1/", Freeze().Endpoint.AbsoluteUri);
        _environment["AWS_ENDPOINT_URL_SQS"] = "http://localhost:2";
        Assert.Equal("http://localhost:2/", Freeze().Endpoint.AbsoluteUri);
        Assert.True(Freeze().IsCustomEndpoint);
        Assert.Equal("https://mine.example/", Freeze(new SqsClientOptions { Endpoint = new Uri("https://mine.example") }).Endpoint.AbsoluteUri);
    }

    [Fact]
    public void FipsAndDualStack_ComeFromOptionsThenTheEnvironment()
    {
        _environment["AWS_USE_FIPS_ENDPOINT"] = "TRUE";
        Assert.Equal("sqs-fips.eu-west-1.amazonaws.com", Freeze().Endpoint.Host);
        _environment["AWS_USE_DUALSTACK_ENDPOINT"] = "true";
        Assert.Equal("sqs-fips.eu-west-1.api.aws", Freeze().Endpoint.Host);
        Assert.Equal("sqs.eu-west-1.amazonaws.com", Freeze(new SqsClientOptions { UseFipsEndpoint = false, UseDualStackEndpoint = false }).Endpoint.Host);
        Assert.Equal("https://mine.example/", Freeze(new SqsClientOptions { UseFipsEndpoint = false, UseDualStackEndpoint = false, Endpoint = new Uri("https://mine.example") }).Endpoint.AbsoluteUri);
        Refused("Endpoint", new SqsClientOptions { Endpoint = new Uri("https://mine.example") });
    }

    [Theory]
    [InlineData("AWS_MAX_ATTEMPTS", "0")]
    [InlineData("AWS_MAX_ATTEMPTS", "101")]
    [InlineData("AWS_MAX_ATTEMPTS", "three")]
    [InlineData("AWS_MAX_ATTEMPTS", "-1")]
    [InlineData("AWS_MAX_ATTEMPTS", "\u0663")]
    [InlineData("AWS_USE_FIPS_ENDPOINT", "yes")]
    [InlineData("AWS_USE_DUALSTACK_ENDPOINT", "1")]
    [InlineData("AWS_ENDPOINT_URL_SQS", "not a url")]
    [InlineData("AWS_ENDPOINT_URL", "relative/path")]
    public void Variable_ThatCannotBeRead_IsNamed(string variable, string value)
    {
        _environment[variable] = value;

        Refused(variable);
    }

    [Theory]
    [InlineData("ftp://host/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("localhost:4566")]
    [InlineData("https://user@host/")]
    [InlineData("https://user:password@host/")]
    [InlineData("https://host/?a=b")]
    [InlineData("https://host/#a")]
    [InlineData("http://host/")]
    [InlineData("http://10.0.0.1:4566/")]
    [InlineData("http://127.0.0.1.evil.example/")]
    [InlineData("http://localhost.evil.example/")]
    public void Endpoint_ThatIsNoneOrUnsafe_IsNamed(string endpoint) => Refused("Endpoint", new SqsClientOptions { Endpoint = new Uri(endpoint) });

    [Fact]
    public void Endpoint_ThatIsRelative_IsNamed() => Refused("Endpoint", new SqsClientOptions { Endpoint = new Uri("sqs", UriKind.Relative) });

    [Theory]
    [InlineData("http://localhost:4566/")]
    [InlineData("http://127.0.0.1:4566/")]
    [InlineData("http://[::1]:4566/")]
    public void Endpoint_OnThisMachine_MayBeInsecure(string endpoint) => Assert.Equal(endpoint, Freeze(new SqsClientOptions { Endpoint = new Uri(endpoint) }).Endpoint.AbsoluteUri);

    [Fact]
    public void Endpoint_Elsewhere_MayBeInsecureWhenAllowed() =>
        Assert.Equal("host", Freeze(new SqsClientOptions { Endpoint = new Uri("http://host/"), AllowInsecureEndpoint = true }).Endpoint.Host);

    [Fact]
    public void Settings_OutOfTheirRange_AreNamed()
    {
        var day = TimeSpan.FromDays(1);
        Refused("Protocol", new SqsClientOptions { Protocol = (SqsProtocol)2 });
        Refused("AttemptTimeout", new SqsClientOptions { AttemptTimeout = TimeSpan.Zero });
        Refused("AttemptTimeout", new SqsClientOptions { AttemptTimeout = day + TimeSpan.FromTicks(1) });
        Refused("CallTimeout", new SqsClientOptions { CallTimeout = Timeout.InfiniteTimeSpan });
        Refused("ConnectTimeout", new SqsClientOptions { ConnectTimeout = TimeSpan.Zero });
        Refused("ConnectionLifetime", new SqsClientOptions { ConnectionLifetime = TimeSpan.FromTicks(-1) });
        Refused("MaxConnections", new SqsClientOptions { MaxConnections = 0 });
        Refused("MaxConnections", new SqsClientOptions { MaxConnections = 65_536 });
        Refused("MaxAttempts", new SqsClientOptions { MaxAttempts = 0 });
        Refused("MaxAttempts", new SqsClientOptions { MaxAttempts = 101 });
        Refused("Region", new SqsClientOptions { Region = "x@evil:443/#" });
        Assert.Equal(day, Freeze(new SqsClientOptions { AttemptTimeout = day, CallTimeout = day, MaxAttempts = 100, MaxConnections = 65_535 }).CallTimeout);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a\r\nEvil: 1")]
    [InlineData("a(b)")]
    [InlineData("\u00FC")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")] // 51
    public void ApplicationId_ThatNoUserAgentHolds_IsNamed(string id) => Refused("ApplicationId", new SqsClientOptions { ApplicationId = id });

    [Fact]
    public void ApplicationId_EndsTheUserAgent() =>
        Assert.EndsWith(" app/my-app/1.0_b", Freeze(new SqsClientOptions { ApplicationId = "my-app/1.0_b" }).UserAgent, StringComparison.Ordinal);

    [Fact]
    public void HttpClient_WithATimeout_IsRefused()
    {
        using var http = new HttpClient();

        var refused = Assert.Throws<SqsValidationException>(() => new SqsClient(new SqsClientOptions { Region = "us-east-1" }, http));

        Assert.Equal("HttpClient.Timeout", refused.Member);
    }

    [Fact]
    public void Handler_OfTheClient_FollowsNothingAndKeepsNothing()
    {
        using var handler = SqsHttp.NewHandler(new SqsClientOptions { MaxConnections = 7, ConnectTimeout = TimeSpan.FromSeconds(3), ConnectionLifetime = TimeSpan.FromMinutes(2) });

        Assert.Equal((false, false), (handler.AllowAutoRedirect, handler.UseCookies));
        Assert.Equal(System.Net.DecompressionMethods.None, handler.AutomaticDecompression);
        Assert.Equal((7, TimeSpan.FromSeconds(3), TimeSpan.FromMinutes(2)), (handler.MaxConnectionsPerServer, handler.ConnectTimeout, handler.PooledConnectionLifetime));
    }

    private TransportSettings Freeze(SqsClientOptions? options = null) => SqsClientSettings.Freeze(options ?? new SqsClientOptions(), _environment.GetValueOrDefault);

    private void Refused(string member, SqsClientOptions? options = null) =>
        Assert.Equal(member, Assert.Throws<SqsValidationException>(() => Freeze(options)).Member);
}
