using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Sqs.Client.Processing;

namespace Sqs.Client;

/// <summary>Registers processors: each handles the messages of one queue with the client that it is added to.</summary>
public static class SqsProcessingBuilderExtensions
{
    /// <summary>Handles the messages of a queue as they come.</summary>
    /// <typeparam name="THandler">The handler; made for each message, in a scope of its own, unless you registered it otherwise.</typeparam>
    /// <param name="builder">The builder of the client.</param>
    /// <param name="queueNameOrUrl">The queue: a name costs one GetQueueUrl call and the permission for it.</param>
    /// <param name="configure">Sets the processor up; null for the defaults.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Options are checked when the host starts; an <see cref="OptionsValidationException"/> names the one at fault.</remarks>
    /// <exception cref="InvalidOperationException">The client has a processor of this queue already.</exception>
    public static ISqsClientBuilder AddProcessor<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler>(
        this ISqsClientBuilder builder, string queueNameOrUrl, Action<SqsProcessorOptions>? configure = null)
        where THandler : class, ISqsMessageHandler
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddScoped<THandler>();
        return builder.Add(queueNameOrUrl, ScopedHandlers.Raw<THandler>, configure);
    }

    /// <summary>Handles the messages of a queue by what their bodies say, read as JSON without reflection.</summary>
    /// <typeparam name="THandler">The handler; made for each message, in a scope of its own, unless you registered it otherwise.</typeparam>
    /// <typeparam name="TMessage">What a body says.</typeparam>
    /// <param name="builder">The builder of the client.</param>
    /// <param name="queueNameOrUrl">The queue: a name costs one GetQueueUrl call and the permission for it.</param>
    /// <param name="json">How bodies are read, from a generated <c>JsonSerializerContext</c>.</param>
    /// <param name="configure">Sets the processor up; null for the defaults.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Options are checked when the host starts; an <see cref="OptionsValidationException"/> names the one at fault.</remarks>
    /// <exception cref="InvalidOperationException">The client has a processor of this queue already.</exception>
    public static ISqsClientBuilder AddProcessor<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler, TMessage>(
        this ISqsClientBuilder builder, string queueNameOrUrl, JsonTypeInfo<TMessage> json, Action<SqsProcessorOptions>? configure = null)
        where THandler : class, ISqsMessageHandler<TMessage>
    {
        ArgumentNullException.ThrowIfNull(json);
        var deserializer = new JsonMessageDeserializer<TMessage>(json);
        return builder.AddProcessor<THandler, TMessage>(queueNameOrUrl, _ => deserializer, configure);
    }

    /// <summary>Handles the messages of a queue by what their bodies say, read in a way of your own.</summary>
    /// <typeparam name="THandler">The handler; made for each message, in a scope of its own, unless you registered it otherwise.</typeparam>
    /// <typeparam name="TMessage">What a body says.</typeparam>
    /// <param name="builder">The builder of the client.</param>
    /// <param name="queueNameOrUrl">The queue: a name costs one GetQueueUrl call and the permission for it.</param>
    /// <param name="deserializer">Makes what reads the bodies; asked once.</param>
    /// <param name="configure">Sets the processor up; null for the defaults.</param>
    /// <returns>The builder.</returns>
    /// <remarks>Options are checked when the host starts; an <see cref="OptionsValidationException"/> names the one at fault.</remarks>
    /// <exception cref="InvalidOperationException">The client has a processor of this queue already.</exception>
    public static ISqsClientBuilder AddProcessor<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] THandler, TMessage>(
        this ISqsClientBuilder builder, string queueNameOrUrl, Func<IServiceProvider, IMessageDeserializer<TMessage>> deserializer, Action<SqsProcessorOptions>? configure = null)
        where THandler : class, ISqsMessageHandler<TMessage>
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(deserializer);
        builder.Services.TryAddScoped<THandler>();
        return builder.Add(
            queueNameOrUrl,
            provider => ScopedHandlers.Typed<THandler, TMessage>(provider, deserializer(provider)),
            options =>
            {
                options.BodyFormat = MessageBodyFormat.Utf8;
                configure?.Invoke(options);
            });
    }

    private static ISqsClientBuilder Add(
        this ISqsClientBuilder builder, string queue, Func<IServiceProvider, Func<Delivery, CancellationToken, Task>> handler, Action<SqsProcessorOptions>? configure)
    {
        ArgumentException.ThrowIfNullOrEmpty(queue);
        var (services, client) = (builder.Services, builder.Name);
        var name = client.Length == 0 ? QueueSearch.NameOf(queue) : $"{client}:{QueueSearch.NameOf(queue)}";
        if (services.Any(service => service.ImplementationInstance is ProcessorRegistration registration && registration.Name == name))
        {
            throw new InvalidOperationException($"There is a processor \"{name}\" already; a queue has one processor for each client.");
        }

        _ = services.AddSingleton(new ProcessorRegistration(
            name, queue, provider => client.Length == 0 ? provider.GetRequiredService<ISqsClient>() : provider.GetRequiredKeyedService<ISqsClient>(client), handler));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SqsProcessorOptions>, ProcessorOptionsValidator>());
        var options = services.AddOptions<SqsProcessorOptions>(name).ValidateOnStart();
        if (configure is not null)
        {
            _ = options.Configure(configure);
        }

        services.TryAddSingleton(static provider => new SqsProcessors(provider));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ProcessorService>());
        return builder;
    }
}
