using Microsoft.Extensions.DependencyInjection;
using Sqs.Client.Signing;

namespace Sqs.Client.Faults.Resources;

/// <summary>Clients of a <see cref="StubService"/>, made in the two ways in which users make them.</summary>
internal static class StubClients
{
    public static readonly ICredentialsSource Credentials = new StaticCredentialsSource(new AwsCredentials("AKIDEXAMPLE", "secret"));

    public static SqsClient New(Uri address, Action<SqsClientOptions>? configure = null)
    {
        var options = new SqsClientOptions();
        SetUp(options, address, configure);
        return new SqsClient(options);
    }

    public static ServiceProvider NewContainer(Uri address, Action<SqsClientOptions>? configure = null, Action<ISqsClientBuilder>? build = null)
    {
        var services = new ServiceCollection();
        var builder = services.AddSqsClient(options => SetUp(options, address, configure));
        build?.Invoke(builder);
        return services.BuildServiceProvider();
    }

    private static void SetUp(SqsClientOptions options, Uri address, Action<SqsClientOptions>? configure)
    {
        (options.Endpoint, options.Region, options.Credentials) = (address, "us-east-1", Credentials);
        configure?.Invoke(options);
    }
}
