namespace Sqs.Client.Tool.Tests.Connection;

/// <summary>The options that every command over a client has.</summary>
public sealed class ClientArgumentsTests
{
    [Theory]
    [InlineData("--endpoint takes a URL such as https://sqs.eu-west-1.amazonaws.com.", "--endpoint", "localhost")]
    [InlineData("--endpoint: must be an absolute http or https URL.", "--endpoint", "ftp://host")]
    [InlineData("--endpoint: is http on another machine, where credentials and messages can be read on the way; use https, or add --allow-http.", "--endpoint", "http://example.test")]
    [InlineData("--region: must be a region such as us-east-1: 1 to 63 letters, digits and inner hyphens, not digits alone.", "--region", "a.b")]
    [InlineData("--protocol takes query or json.", "--protocol", "xml")]
    [InlineData("--output takes table or json.", "--output", "yaml")]
    [InlineData("Required argument missing for option: '--output'.", "--output")]
    public async Task Misuse_IsTold(string message, params string[] options)
    {
        await using var bench = await Bench.StartAsync();
        Assert.Equal($"sqs: {message}", (await bench.FailAsync(ExitCodes.Misused, ["queues", "list", .. options])).Split(Environment.NewLine)[0]);
    }

    [Fact]
    public async Task Region_ThatNobodyNames_IsAskedFor()
    {
        await using var run = ToolRun.Start("queues", "list");
        Assert.Equal(ExitCodes.Misused, await run.EndAsync());
        Assert.Equal($"sqs: --region: is not set; give it, or set AWS_REGION.{Environment.NewLine}", run.Error);
    }

    [Fact]
    public async Task Credentials_ThatAreMissing_AreNamed()
    {
        await using var run = ToolRun.Start("queues", "list", "--region", "eu-west-1", "--endpoint", "http://127.0.0.1:1");
        Assert.Equal(ExitCodes.Failed, await run.EndAsync());
        Assert.Contains("AWS_ACCESS_KEY_ID", run.Error, StringComparison.Ordinal);
    }

    /// <summary>The keys of the variables are wrong; a profile that is named wins over them, and its region over none.</summary>
    [Fact]
    public async Task Profile_HasCredentialsAndRegion()
    {
        await using var bench = await Bench.StartAsync(options => options.Region = "eu-central-1");
        using var credentials = new TextFile($"[work]\naws_access_key_id = {bench.Server.AccessKeyId}\naws_secret_access_key = {bench.Server.SecretAccessKey}\n");
        using var settings = new TextFile("[profile work]\nregion = eu-central-1\n");
        _ = bench.Server.CreateQueue("orders");
        var surroundings = bench.Surroundings with
        {
            Variables = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["AWS_ENDPOINT_URL_SQS"] = bench.Server.Endpoint.AbsoluteUri,
                ["AWS_ACCESS_KEY_ID"] = "WRONG",
                ["AWS_SECRET_ACCESS_KEY"] = "S3CRET",
                ["AWS_SHARED_CREDENTIALS_FILE"] = credentials.Path,
                ["AWS_CONFIG_FILE"] = settings.Path,
            },
        };
        Assert.EndsWith("/orders", Assert.Single(await bench.RunAsync(surroundings, ExitCodes.Done, "queues", "list", "--profile", "work")), StringComparison.Ordinal);
        Assert.Equal("eu-central-1", bench.Server.Requests[^1].Region);

        await using var run = ToolRun.Start(surroundings, isTerminal: false, "queues", "list", "--profile", "play", "--region", "eu-central-1");
        Assert.Equal(ExitCodes.Failed, await run.EndAsync());
        Assert.Contains("play", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("S3CRET", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_WinOverVariables()
    {
        await using var bench = await Bench.StartAsync();
        await using var other = await Bench.StartAsync(options =>
        {
            options.Region = "eu-west-1";
            options.VerifySignatures = false;
        });
        _ = other.Server.CreateQueue("there");
        Assert.EndsWith("/there", Assert.Single(await bench.RunAsync("queues", "list", "--endpoint", other.Server.Endpoint.AbsoluteUri, "--region", "eu-west-1")), StringComparison.Ordinal);
        Assert.Empty(bench.Server.Requests);
        Assert.Equal("eu-west-1", other.Server.Requests[^1].Region);
    }

    [Fact]
    public async Task WrongSecret_IsRefusedByTheService_AndNotRepeated()
    {
        await using var bench = await Bench.StartAsync();
        var variables = new Dictionary<string, string>(bench.Surroundings.Variables, StringComparer.Ordinal) { ["AWS_SECRET_ACCESS_KEY"] = "S3CRET" };
        await using var run = ToolRun.Start(bench.Surroundings with { Variables = variables }, isTerminal: false, "queues", "list");
        Assert.Equal(ExitCodes.Failed, await run.EndAsync());
        Assert.StartsWith("sqs: ListQueues failed with SignatureDoesNotMatch (HTTP 403)", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("S3CRET", run.Error, StringComparison.Ordinal);
    }
}
