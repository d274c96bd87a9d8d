using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sqs.Client.LocalServer.Registration;
using Sqs.Client.Signing;

namespace Sqs.Client.LocalServer;

/// <summary>Puts the embedded server into a service collection.</summary>
public static class LocalSqsServiceCollectionExtensions
{
    /// <summary>
    /// Adds a <see cref="LocalSqs"/>, and leads every client of <c>AddSqsClient()</c> to it, whatever endpoint that was set up with: nothing
    /// else in the program changes. Its default access key becomes the <see cref="ICredentialsSource"/> of the container, which clients
    /// use that were given no credentials of their own. The order of the two registrations does not matter.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets the server up. By default it does not listen, and logs to the container's factory; its clock is the container's <see cref="TimeProvider"/> if there is one.</param>
    /// <returns>The services.</returns>
    /// <remarks>The server starts with the host, or with the first request where there is none, and ends with the container.</remarks>
    public static IServiceCollection AddLocalSqs(this IServiceCollection services, Action<LocalSqsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(provider => Create(provider, configure));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, LocalSqsStarter>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPostConfigureOptions<HttpClientFactoryOptions>, ClientsToLocalSqs>());
        services.TryAddSingleton<ICredentialsSource>(static provider => CredentialsOf(provider.GetRequiredService<LocalSqs>()));
        return services;
    }

    private static StaticCredentialsSource CredentialsOf(LocalSqs server) => new(new AwsCredentials(server.AccessKeyId, server.SecretAccessKey));

    private static LocalSqs Create(IServiceProvider provider, Action<LocalSqsOptions>? configure)
    {
        var options = new LocalSqsOptions
        {
            Listen = false,
            TimeProvider = provider.GetService<TimeProvider>() ?? TimeProvider.System,
            LoggerFactory = provider.GetService<ILoggerFactory>(),
        };
        configure?.Invoke(options);
        return new LocalSqs(options);
    }
}
