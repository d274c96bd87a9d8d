namespace Sqs.Client.Signing.Tests.Credentials;

public sealed class CredentialsSourcesTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Static_Asked_GivesItsCredentials()
    {
        var credentials = new AwsCredentials("A", "S");
        Assert.Same(credentials, await new StaticCredentialsSource(credentials).GetCredentialsAsync(Token));
        _ = Assert.Throws<ArgumentNullException>(() => new StaticCredentialsSource(null!));
    }

    [Fact]
    public async Task Delegate_Asked_CallsTheFunctionWithTheToken()
    {
        var seen = CancellationToken.None;
        var source = new DelegateCredentialsSource(token =>
        {
            seen = token;
            return new(AwsCredentials.Anonymous);
        });
        Assert.True((await source.GetCredentialsAsync(Token)).IsAnonymous);
        Assert.Equal(Token, seen);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("TOKEN")]
    public async Task Environment_WithVariables_ReadsThem(string? token)
    {
        Func<string, string?> variables = name => name switch
        {
            "AWS_ACCESS_KEY_ID" => "AKID",
            "AWS_SECRET_ACCESS_KEY" => "SECRET",
            "AWS_SESSION_TOKEN" => token,
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
        var source = new EnvironmentCredentialsSource(variables);
        var credentials = await source.GetCredentialsAsync(Token);

        Assert.True(EnvironmentCredentialsSource.IsConfigured(variables));
        Assert.Equal(("AKID", "SECRET"), (credentials.AccessKeyId, credentials.SecretAccessKey));
        Assert.Equal(string.IsNullOrEmpty(token) ? null : token, credentials.SessionToken);
        Assert.Null(credentials.Expiration);
        Assert.Same(credentials, await source.GetCredentialsAsync(Token));
    }

    [Theory]
    [InlineData("AWS_ACCESS_KEY_ID")]
    [InlineData("AWS_SECRET_ACCESS_KEY")]
    public async Task Environment_WithoutAVariable_NamesIt(string missing)
    {
        Func<string, string?> variables = name => name == missing ? "" : "MARKER";
        var exception = await Assert.ThrowsAsync<CredentialsUnavailableException>(
            () => new EnvironmentCredentialsSource(variables).GetCredentialsAsync(Token).AsTask());

        Assert.Contains(missing, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("MARKER", exception.ToString(), StringComparison.Ordinal);
        Assert.False(EnvironmentCredentialsSource.IsConfigured(variables));
    }

    [Theory]
    [InlineData("AWS_ACCESS_KEY_ID")]
    [InlineData("AWS_SECRET_ACCESS_KEY")]
    [InlineData("AWS_SESSION_TOKEN")]
    public async Task Environment_WithLineBreakInAVariable_NamesItWithoutEcho(string broken)
    {
        var source = new EnvironmentCredentialsSource(name => name == broken ? "MARKER\n" : "MARKER");
        var exception = await Assert.ThrowsAsync<CredentialsUnavailableException>(() => source.GetCredentialsAsync(Token).AsTask());

        Assert.Contains(broken, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("MARKER", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Environment_SetAfterAFailure_IsFound()
    {
        string? value = null;
        var source = new EnvironmentCredentialsSource(name => name == "AWS_SESSION_TOKEN" ? null : value);
        _ = await Assert.ThrowsAsync<CredentialsUnavailableException>(() => source.GetCredentialsAsync(Token).AsTask());
        value = "V";
        Assert.Equal("V", (await source.GetCredentialsAsync(Token)).AccessKeyId);
    }
}
