using Microsoft.Extensions.DependencyInjection;

namespace Sqs.Client.Processing;

/// <summary>Handlers that are made for each message, in a scope of its own.</summary>
internal static class ScopedHandlers
{
    public static Func<Delivery, CancellationToken, Task> Raw<THandler>(IServiceProvider provider)
        where THandler : ISqsMessageHandler
    {
        var scopes = provider.GetRequiredService<IServiceScopeFactory>();
        return async (delivery, cancellationToken) =>
        {
            var scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                await scope.ServiceProvider.GetRequiredService<THandler>().HandleAsync(delivery, cancellationToken).ConfigureAwait(false);
            }
        };
    }

    public static Func<Delivery, CancellationToken, Task> Typed<THandler, TMessage>(IServiceProvider provider, IMessageDeserializer<TMessage> deserializer)
        where THandler : ISqsMessageHandler<TMessage>
    {
        var scopes = provider.GetRequiredService<IServiceScopeFactory>();
        return async (delivery, cancellationToken) =>
        {
            var message = UndeserializableMessageException.Guard(deserializer, delivery.Message);
            var scope = scopes.CreateAsyncScope();
            await using (scope.ConfigureAwait(false))
            {
                await scope.ServiceProvider.GetRequiredService<THandler>().HandleAsync(message, delivery, cancellationToken).ConfigureAwait(false);
            }
        };
    }
}
