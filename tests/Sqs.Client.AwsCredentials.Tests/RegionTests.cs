using Sqs.Client.Signing;

namespace Sqs.Client.Aws.Tests;

public sealed class RegionTests : IAsyncLifetime
{
    private readonly Machine _machine = new();
    private LoopbackAws _aws = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _aws = await LoopbackAws.StartAsync();
        (_machine["AWS_EC2_METADATA_DISABLED"], _machine["AWS_EC2_METADATA_SERVICE_ENDPOINT"]) = (null, _aws.Url);
    }

    public ValueTask DisposeAsync()
    {
        _machine.Dispose();
        return _aws.DisposeAsync();
    }

    [Fact]
    public async Task Region_IsTakenFromOptionsEnvironmentProfileInstance_InThatOrder()
    {
        var options = _machine.Options;
        Assert.Null(AwsSdkRegion.FindConfigured(options));
        Assert.Equal("ap-southeast-2", await AwsSdkRegion.FindAsync(options, Token));
        var asked = _aws.Asked.Count;

        _ = _machine.Write(".aws/config", "[default]\nregion = eu-west-1\n[profile other]\nregion = eu-west-3\n");
        Assert.Equal("eu-west-1", await AwsSdkRegion.FindAsync(options, Token));
        options.Profile = "other";
        Assert.Equal("eu-west-3", await AwsSdkRegion.FindAsync(options, Token));
        _machine["AWS_DEFAULT_REGION"] = "sa-east-1";
        Assert.Equal("sa-east-1", await AwsSdkRegion.FindAsync(options, Token));
        _machine["AWS_REGION"] = "us-west-2";
        Assert.Equal("us-west-2", await AwsSdkRegion.FindAsync(options, Token));
        options.Region = "ca-central-1";
        Assert.Equal("ca-central-1", await AwsSdkRegion.FindAsync(options, Token));
        Assert.Equal(asked, _aws.Asked.Count); // nobody is asked where the region is known
    }

    [Fact]
    public async Task Region_WithoutInstance_IsNull()
    {
        _machine["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = "http://127.0.0.1:1";
        Assert.Null(await AwsSdkRegion.FindAsync(_machine.Options, Token));
    }

    [Fact]
    public void File_Malformed_IsReadOnlyWhereTheRegionIsNotKnown()
    {
        _ = _machine.Write(".aws/config", "nonsense");
        var exception = Assert.Throws<CredentialsUnavailableException>(() => AwsSdkRegion.FindConfigured(_machine.Options));
        Assert.Contains($"{_machine.ConfigFile}, line 1", exception.Message, StringComparison.Ordinal);
        _machine["AWS_REGION"] = "us-west-2";
        Assert.Equal("us-west-2", AwsSdkRegion.FindConfigured(_machine.Options));
    }
}
