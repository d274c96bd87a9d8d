using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sqs.Client.Signing;

namespace Sqs.Client;

/// <summary>Lets registered clients find credentials and region as the AWS SDK for .NET does.</summary>
public static class SqsAwsCredentialsBuilderExtensions
{
    /// <summary>
    /// Gives the client an <see cref="AwsSdkCredentialsSource"/> of its own, and a region where it has none. What <see cref="SqsClientOptions"/>
    /// was given for either of them stays. The client's calls look for the credentials; the container disposes the source.
    /// </summary>
    /// <param name="builder">The builder of the client.</param>
    /// <param name="configure">Says where to look; null for the defaults. Clients of different names may have different profiles.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// The region is taken from options, environment and profile. An EC2 instance is not asked for it, since options are made without waiting: there
    /// set it with <see cref="AwsSdkRegion.FindAsync"/>. A file of profiles that has to be read for it and is malformed is a
    /// <see cref="CredentialsUnavailableException"/> when the host starts.
    /// </remarks>
    public static ISqsClientBuilder UseAwsCredentials(this ISqsClientBuilder builder, Action<AwsCredentialsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var (services, name) = (builder.Services, builder.Name);
        var options = services.AddOptions<AwsCredentialsOptions>(name);
        if (configure is not null)
        {
            _ = options.Configure(configure);
        }

        if (services.Any(service => service.IsKeyedService && service.ServiceType == typeof(AwsSdkCredentialsSource) && Equals(service.ServiceKey, name)))
        {
            return builder;
        }

        _ = services.AddKeyedSingleton(name, (provider, _) => new AwsSdkCredentialsSource(OptionsOf(provider, name)));
        _ = services.AddOptions<SqsClientOptions>(name).PostConfigure<IServiceProvider>((client, provider) =>
        {
            client.Credentials ??= provider.GetRequiredKeyedService<AwsSdkCredentialsSource>(name);
            client.Region ??= AwsSdkRegion.FindConfigured(OptionsOf(provider, name));
        });
        return builder;
    }

    private static AwsCredentialsOptions OptionsOf(IServiceProvider provider, string name)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<AwsCredentialsOptions>>().Get(name);
        options.TimeProvider ??= provider.GetService<TimeProvider>();
        return options;
    }
}
