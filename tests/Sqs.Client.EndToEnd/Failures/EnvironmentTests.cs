using Sqs.Client.LocalServer;

namespace Sqs.Client.EndToEnd.Failures;

/// <summary>Changes the environment of the process: runs alone.</summary>
[CollectionDefinition(nameof(EnvironmentTests), DisableParallelization = true)]
[Collection(nameof(EnvironmentTests))]
public sealed class EnvironmentTests
{
    private const string Endpoint = "AWS_ENDPOINT_URL";
    private const string SqsEndpoint = "AWS_ENDPOINT_URL_SQS";
    private const string Region = "AWS_REGION";
    private const string DefaultRegion = "AWS_DEFAULT_REGION";
    private const string Key = "AWS_ACCESS_KEY_ID";
    private const string Secret = "AWS_SECRET_ACCESS_KEY";
    private const string Token = "AWS_SESSION_TOKEN";
    private const string MaxAttempts = "AWS_MAX_ATTEMPTS";
    private const string Fips = "AWS_USE_FIPS_ENDPOINT";
    private const string DualStack = "AWS_USE_DUALSTACK_ENDPOINT";

    private static readonly string[] All = [Endpoint, SqsEndpoint, Region, DefaultRegion, Key, Secret, Token, MaxAttempts, Fips, DualStack];

    [Fact]
    public async Task Client_WithoutOptions_TakesEverySettingFromTheEnvironment()
    {
        var options = new LocalSqsOptions { Region = "ap-southeast-2" };
        options.AccessKeys.Add(new LocalAccessKey("ASIAENVIRONMENT", "secret/of+it", "token=="));
        await using var server = await LocalSqs.StartAsync(options);
        var before = All.Select(name => (name, Environment.GetEnvironmentVariable(name))).ToList();
        try
        {
            await CheckAsync(server);
        }
        finally
        {
            foreach (var (name, value) in before)
            {
                Environment.SetEnvironmentVariable(name, value);
            }
        }
    }

    private static async Task CheckAsync(LocalSqs server)
    {
        Array.ForEach(All, name => Environment.SetEnvironmentVariable(name, null));
        Assert.Equal("Region", Assert.Throws<SqsValidationException>(() => new SqsClient(null)).Member);

        // Closed ports stand for endpoints that must not be asked.
        Set((SqsEndpoint, server.Endpoint.AbsoluteUri), (Endpoint, "http://127.0.0.1:1"), (Region, server.Region), (DefaultRegion, "us-east-1"));
        await using (var keyless = new SqsClient(null))
        {
            var error = await Assert.ThrowsAsync<SqsException>(() => keyless.ListQueuesAsync(new ListQueuesRequest()));
            Assert.Contains(Key, error.Message, StringComparison.Ordinal);
            Assert.Equal(0, server.RequestCount);
        }

        Set((Key, "ASIAENVIRONMENT"), (Secret, "secret/of+it"), (Token, "token=="), (MaxAttempts, "2"));
        await using (var client = new SqsClient(null))
        {
            Assert.Equal((server.Endpoint, "ap-southeast-2"), (client.Endpoint, client.Region));
            _ = await client.ListQueuesAsync(new ListQueuesRequest());
        }

        Set((SqsEndpoint, null), (Endpoint, server.Endpoint.AbsoluteUri), (Region, null), (DefaultRegion, server.Region));
        await using (var general = new SqsClient())
        {
            _ = await general.ListQueuesAsync(new ListQueuesRequest());
        }

        Set((Endpoint, "http://127.0.0.1:1"));
        await using (var closed = new SqsClient(null))
        {
            var error = await Assert.ThrowsAsync<SqsConnectionException>(() => closed.ListQueuesAsync(new ListQueuesRequest()));
            Assert.Equal(2, error.Attempts);
        }

        Set((Endpoint, null), (Fips, "true"), (DualStack, "True"));
        await using (var fips = new SqsClient(null))
        {
            Assert.Equal("https://sqs-fips.ap-southeast-2.api.aws/", fips.Endpoint.AbsoluteUri);
        }

        Set((Fips, null), (DualStack, "perhaps"));
        Assert.Equal(DualStack, Assert.Throws<SqsValidationException>(() => new SqsClient(null)).Member);
        Set((DualStack, null), (MaxAttempts, "0"));
        Assert.Equal(MaxAttempts, Assert.Throws<SqsValidationException>(() => new SqsClient(null)).Member);
    }

    private static void Set(params ReadOnlySpan<(string Name, string? Value)> variables)
    {
        foreach (var (name, value) in variables)
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }
}
