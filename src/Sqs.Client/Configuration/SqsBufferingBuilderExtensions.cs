using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sqs.Client.Configuration;

namespace Sqs.Client;

/// <summary>Puts buffers before registered clients.</summary>
public static class SqsBufferingBuilderExtensions
{
    /// <summary>Makes the client a <see cref="BufferedSqsClient"/>, which is registered by that type too.</summary>
    /// <param name="builder">The builder of the client.</param>
    /// <param name="configure">Says how calls are gathered; null for the defaults.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Options are checked when the host starts; an <see cref="OptionsValidationException"/> names the one at fault.</remarks>
    public static ISqsClientBuilder AddBuffering(this ISqsClientBuilder builder, Action<QueueBufferOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var (services, name) = (builder.Services, builder.Name);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<QueueBufferOptions>, QueueBufferOptionsValidator>());
        var options = services.AddOptions<QueueBufferOptions>(name).ValidateOnStart();
        if (configure is not null)
        {
            _ = options.Configure(configure);
        }

        _ = services.AddOptions<ClientDecorations>(name).Configure(static decorations => decorations.IsBuffered = true);
        if (name.Length == 0)
        {
            services.TryAddSingleton(provider => NewClient(provider, name));
        }
        else
        {
            services.TryAddKeyedSingleton(name, (provider, _) => NewClient(provider, name));
        }

        return builder;
    }

    /// <summary>Makes the client a <see cref="BufferedSqsClient"/> with options from a configuration section, by the names of <see cref="QueueBufferOptions"/>.</summary>
    /// <param name="builder">The builder of the client.</param>
    /// <param name="section">The section.</param>
    /// <returns>The builder.</returns>
    /// <remarks>A name that no option has, or a value that cannot be read, is an <see cref="InvalidOperationException"/> which names it.</remarks>
    public static ISqsClientBuilder AddBuffering(this ISqsClientBuilder builder, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(section);
        return builder.AddBuffering(options => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true));
    }

    private static BufferedSqsClient NewClient(IServiceProvider provider, string name)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<QueueBufferOptions>>().Get(name);
        options.LoggerFactory ??= provider.GetService<ILoggerFactory>();
        options.TimeProvider ??= provider.GetService<TimeProvider>();
        options.LeaveInnerClientOpen = false;
        return new BufferedSqsClient(SqsServiceCollectionExtensions.NewClient(provider, name), options);
    }
}
