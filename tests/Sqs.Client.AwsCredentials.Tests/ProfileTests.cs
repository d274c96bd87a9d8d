using System.Diagnostics;
using System.Globalization;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Aws.Tests;

public sealed class ProfileTests : IDisposable
{
    private readonly Machine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public async Task Environment_ComesBeforeTheProfile_AndAGivenProfileBeforeBoth()
    {
        _ = _machine.Write(".aws/credentials", "[default]\naws_access_key_id = FILEKEY\naws_secret_access_key = file\n[dev]\naws_access_key_id=DEVKEY\naws_secret_access_key=dev=+/\naws_session_token = devtoken");
        Assert.Equal("FILEKEY", (await _machine.FindAsync()).AccessKeyId);

        (_machine["AWS_ACCESS_KEY_ID"], _machine["AWS_SECRET_ACCESS_KEY"], _machine["AWS_SESSION_TOKEN"]) = ("ENVKEY", "env", "envtoken");
        var environment = await _machine.FindAsync();
        Assert.Equal(("ENVKEY", "env", "envtoken"), (environment.AccessKeyId, environment.SecretAccessKey, environment.SessionToken));

        var given = await _machine.FindAsync(options => options.Profile = "dev");
        Assert.Equal(("DEVKEY", "dev=+/", "devtoken", null), (given.AccessKeyId, given.SecretAccessKey, given.SessionToken, given.Expiration));
    }

    [Fact]
    public async Task Files_GivenByOptions_ComeBeforeThoseOfTheEnvironment()
    {
        _machine["AWS_SHARED_CREDENTIALS_FILE"] = _machine.Write("env-credentials", "[default]\naws_access_key_id = ENVFILE\naws_secret_access_key = s\n");
        Assert.Equal("ENVFILE", (await _machine.FindAsync()).AccessKeyId);
        var file = _machine.Write("own-config", "[default]\naws_access_key_id = OWNFILE\naws_secret_access_key = s\n");
        var empty = _machine.Write("own-credentials", "");
        Assert.Equal("OWNFILE", (await _machine.FindAsync(options => (options.ConfigFile, options.CredentialsFile) = (file, empty))).AccessKeyId);
    }

    [Fact]
    public async Task Profile_OfBothFiles_IsOneAndTheCredentialsCount()
    {
        _ = _machine.Write(".aws/config", "# comment\r\n[ profile  \"two words\" ] ; comment\r\n; comment\r\naws_access_key_id = CONFIG\r\naws_secret_access_key = config\r\nregion = eu-west-1\r\ns3 =\r\n  max_queue_size = 100\r\n");
        _ = _machine.Write(".aws/credentials", "\uFEFF[two words]\nAWS_ACCESS_KEY_ID = CREDENTIALS\naws_secret_access_key = credentials\n");
        var found = await _machine.FindAsync(options => options.Profile = "two words");
        Assert.Equal(("CREDENTIALS", "credentials"), (found.AccessKeyId, found.SecretAccessKey));
        var options = _machine.Options;
        options.Profile = "two words";
        Assert.Equal("eu-west-1", AwsSdkRegion.FindConfigured(options));
    }

    [Fact]
    public async Task File_ThatChanges_IsReadAgain()
    {
        var clock = new VirtualClock();
        var file = _machine.Write(".aws/credentials", "[default]\naws_access_key_id = FIRST\naws_secret_access_key = s\naws_session_token = t\n");
        File.SetLastWriteTimeUtc(file, new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var source = _machine.Source(options => options.TimeProvider = clock);
        Assert.Equal("FIRST", (await source.GetCredentialsAsync(TestContext.Current.CancellationToken)).AccessKeyId);

        _ = _machine.Write(".aws/credentials", "[default]\naws_access_key_id = SECOND\naws_secret_access_key = s\naws_session_token = t\n");
        Assert.Equal("FIRST", (await source.GetCredentialsAsync(TestContext.Current.CancellationToken)).AccessKeyId); // not looked at yet
        clock.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal("SECOND", (await source.GetCredentialsAsync(TestContext.Current.CancellationToken)).AccessKeyId);
    }

    [Fact]
    public async Task Profile_NamedAndMissing_EndsTheSearch()
    {
        _machine["AWS_PROFILE"] = "nobody";
        _machine["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://127.0.0.1:1/";
        var (message, _) = await _machine.FailAsync();
        Assert.EndsWith($"profile: there is no profile \"nobody\" in {_machine.CredentialsFile} and {_machine.ConfigFile}.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[default]\naws_secret_access_key: planted\n", "line 2: neither a section, a setting nor a comment")]
    [InlineData("\n[default\naws_secret_access_key = planted\n", "line 2: a section without a name or its ']'")]
    [InlineData("aws_secret_access_key = planted\n", "line 1: a setting before the first section")]
    [InlineData("[default]\n\n= planted\n", "line 3: neither a section, a setting nor a comment")]
    [InlineData("[]\n", "line 1: a section without a name or its ']'")]
    public async Task File_Malformed_NamesTheLineWithoutItsText(string text, string expected)
    {
        _ = _machine.Write(".aws/credentials", text);
        var (message, all) = await _machine.FailAsync();
        Assert.Contains($"profile: {_machine.CredentialsFile}, {expected}", message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aws_access_key_id = AKID", "gave no aws_secret_access_key")]
    [InlineData("aws_secret_access_key = planted", "gave no aws_access_key_id")]
    [InlineData("aws_access_key_id = AKID\naws_secret_access_key = planted with blanks", "holds a aws_secret_access_key that cannot be used")]
    [InlineData("login_session = planted", "has a login_session, which needs AWSSDK.Signin")]
    [InlineData("sso_session = s\nsso_account_id = 1", "has no sso_role_name")]
    [InlineData("sso_session = s\nsso_account_id = 1\nsso_role_name = r", "there is no section [sso-session s]")]
    public async Task Profile_ThatCannotBeUsed_IsNamedWithThePart(string settings, string expected)
    {
        _ = _machine.Write(".aws/credentials", "[default]\n" + settings);
        var (message, all) = await _machine.FailAsync();
        Assert.Contains($"profile \"default\" in {_machine.CredentialsFile}", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task File_AskedForAndMissing_IsNamed()
    {
        var (message, _) = await _machine.FailAsync(options => options.CredentialsFile = "/no/such/credentials");
        Assert.Contains("profile: the file of profiles /no/such/credentials cannot be read: there is none", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Process_GivesKeys_WithQuotesAsTheShellReadsThem()
    {
        var script = Script("""printf '{"Version":1,"AccessKeyId":"%s","SecretAccessKey":"s","SessionToken":"t","Expiration":"2090-01-01T00:00:00Z"}' "$1" """);
        _ = _machine.Write(".aws/config", $"[default]\ncredential_process = \"{script}\" \"PROCESSKEY\"\n");
        var found = await _machine.FindAsync();
        Assert.Equal(
            ("PROCESSKEY", "s", "t", new DateTimeOffset(2090, 1, 1, 0, 0, 0, TimeSpan.Zero)),
            (found.AccessKeyId, found.SecretAccessKey, found.SessionToken, found.Expiration!.Value));
    }

    [Theory]
    [InlineData("echo planted; echo planted >&2; exit 3", "the program ended with 3; run it by hand to see what it says")]
    [InlineData("echo planted", "gave no JSON")]
    [InlineData("""echo '{"Version":2,"AccessKeyId":"A","SecretAccessKey":"planted"}'""", "gave a document whose Version is not 1")]
    [InlineData("""echo '{"Version":1,"AccessKeyId":"A","SessionToken":"planted"}'""", "gave no SecretAccessKey")]
    public async Task Process_ThatFails_IsToldWithoutWhatItPrints(string program, string expected)
    {
        _ = _machine.Write(".aws/config", $"[profile p]\ncredential_process = {Script(program)}\n");
        _machine["AWS_PROFILE"] = "p";
        var (message, all) = await _machine.FailAsync();
        Assert.Contains($"profile: the credential_process of profile \"p\" in {_machine.ConfigFile}", message, StringComparison.Ordinal);
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain("planted", all, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Process_ThatHangs_EndsWithTheSource(bool waits)
    {
        var pid = Path.Combine(_machine.Home, "pid");
        _ = _machine.Write(".aws/config", $"[default]\ncredential_process = {Script($"echo $$ > {pid}.new; mv {pid}.new {pid}; sleep 600")}\n");
        var source = _machine.Source();
        using var giveUp = new CancellationTokenSource();
        var waiting = source.GetCredentialsAsync(giveUp.Token).AsTask();
        while (!File.Exists(pid))
        {
            await Task.Yield();
        }

        using var program = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(pid, TestContext.Current.CancellationToken), CultureInfo.InvariantCulture));
        await giveUp.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.False(program.HasExited); // it ran for all callers, of which one gave up
        if (waits)
        {
            await source.DisposeAsync();
        }
        else
        {
#pragma warning disable CA1849 // the other way of disposing is what is tested
            source.Dispose();
#pragma warning restore CA1849
        }

        await program.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private string Script(string text)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The programs of these tests are shell scripts.");
        var path = _machine.Write($"script-{Guid.NewGuid():N}.sh", "#!/bin/sh\n" + text + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
