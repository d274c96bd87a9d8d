using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sqs.Client.Configuration;
using Sqs.Client.Signing;

namespace Sqs.Client;

/// <summary>Registers clients of Amazon SQS in a service collection.</summary>
public static class SqsServiceCollectionExtensions
{
    /// <summary>Registers the default client as <see cref="ISqsClient"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets it up; what stays unset comes from the environment.</param>
    /// <returns>The builder, to add to the client.</returns>
    /// <remarks>
    /// Settings are checked when the host starts; an <see cref="OptionsValidationException"/> names the one at fault. The client sends through
    /// the HTTP client of the factory that is named <c>Sqs.Client</c>.
    /// </remarks>
    public static ISqsClientBuilder AddSqsClient(this IServiceCollection services, Action<SqsClientOptions>? configure = null) =>
        services.AddSqsClient(Options.DefaultName, configure);

    /// <summary>Registers a named client as a keyed <see cref="ISqsClient"/>; its key is the name.</summary>
    /// <param name="services">The services.</param>
    /// <param name="name">The name of the client, and the key of the service.</param>
    /// <param name="configure">Sets it up; what stays unset comes from the environment.</param>
    /// <returns>The builder, to add to the client.</returns>
    /// <remarks>
    /// Settings are checked when the host starts; an <see cref="OptionsValidationException"/> names the one at fault. The client sends through
    /// the HTTP client of the factory that is named <c>Sqs.Client:name</c>.
    /// </remarks>
    public static ISqsClientBuilder AddSqsClient(this IServiceCollection services, string name, Action<SqsClientOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqsClientOptions>, SqsClientOptionsValidator>());
        var options = services.AddOptions<SqsClientOptions>(name).ValidateOnStart();
        if (configure is not null)
        {
            _ = options.Configure(configure);
        }

        // A singleton keeps its handler: DNS changes come in through the lifetime of connections, not through new handlers. The factory's
        // own loggers would print every URL.
        var http = services.AddHttpClient(HttpClientName(name))
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .ConfigureHttpClient(static client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(provider => SqsHttp.NewHandler(OptionsOf(provider, name)));
        if (name.Length == 0)
        {
            services.TryAddSingleton(provider => NewDecoratedClient(provider, name));
            services.TryAddSingleton<ISqsClientFactory>(provider => NewFactory(provider, name));
        }
        else
        {
            services.TryAddKeyedSingleton(name, (provider, _) => NewDecoratedClient(provider, name));
            services.TryAddKeyedSingleton<ISqsClientFactory>(name, (provider, _) => NewFactory(provider, name));
        }

        return new SqsClientBuilder(name, services, http);
    }

    /// <summary>Takes the client's settings from a configuration section, by the names of <see cref="SqsClientOptions"/>.</summary>
    /// <param name="builder">The builder of the client.</param>
    /// <param name="section">The section.</param>
    /// <returns>The builder.</returns>
    /// <remarks>A name that no setting has, or a value that cannot be read, is an <see cref="InvalidOperationException"/> which names it.</remarks>
    public static ISqsClientBuilder Configure(this ISqsClientBuilder builder, IConfiguration section)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(section);
        _ = builder.Services.AddOptions<SqsClientOptions>(builder.Name).Configure(options => section.Bind(options, static binder => binder.ErrorOnUnknownConfiguration = true));
        return builder;
    }

    internal static SqsClient NewClient(IServiceProvider provider, string name) => new(FilledOptionsOf(provider, name), NewHttpClient(provider, name), isOfOptions: true);

    /// <summary>Its clients are not buffered: a buffer has an end that somebody must wait for, and regions come and go.</summary>
    private static SqsClientFactory NewFactory(IServiceProvider provider, string name)
    {
        var decorations = provider.GetRequiredService<IOptionsMonitor<ClientDecorations>>().Get(name);
        return new SqsClientFactory(FilledOptionsOf(provider, name), NewHttpClient(provider, name), isOfOptions: true, decorations.Around);
    }

    /// <summary>The client from the inside out: the plain one or the buffered one of the container, and what gives trace contexts along.</summary>
    private static ISqsClient NewDecoratedClient(IServiceProvider provider, string name)
    {
        var decorations = provider.GetRequiredService<IOptionsMonitor<ClientDecorations>>().Get(name);
        ISqsClient client = !decorations.IsBuffered ? NewClient(provider, name)
            : name.Length == 0 ? provider.GetRequiredService<BufferedSqsClient>()
            : provider.GetRequiredKeyedService<BufferedSqsClient>(name);
        return decorations.Around(client);
    }

    private static string HttpClientName(string name) => name.Length == 0 ? "Sqs.Client" : $"Sqs.Client:{name}";

    private static HttpClient NewHttpClient(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName(name));

    /// <summary>The options, with what the container has in place of what they leave open.</summary>
    private static SqsClientOptions FilledOptionsOf(IServiceProvider provider, string name)
    {
        var options = OptionsOf(provider, name);
        options.LoggerFactory ??= provider.GetService<ILoggerFactory>();
        options.Credentials ??= provider.GetService<ICredentialsSource>();
        options.TimeProvider ??= provider.GetService<TimeProvider>();
        return options;
    }

    private static SqsClientOptions OptionsOf(IServiceProvider provider, string name) =>
        provider.GetRequiredService<IOptionsMonitor<SqsClientOptions>>().Get(name);
}
