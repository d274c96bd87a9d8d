namespace Sqs.Client.Processing;

/// <summary>Handles the messages of a queue as they come. A new one is made for each message, in a scope of its own.</summary>
public interface ISqsMessageHandler
{
    /// <summary>
    /// Handles one message. When it returns the message is deleted; when it throws, the message comes again after a back-off, or goes where
    /// <see cref="MessageRejectedException"/> or the options say. It may settle the delivery itself instead. Log exceptions where you know what they
    /// may tell: this library logs their types alone, for their texts may quote a body.
    /// </summary>
    /// <param name="delivery">The message.</param>
    /// <param name="cancellationToken">
    /// Cancelled when others may have the message, when the handler has had its time, and when the host stops and the time for that is up.
    /// </param>
    /// <returns>When the message is handled.</returns>
    Task HandleAsync(Delivery delivery, CancellationToken cancellationToken);
}

/// <summary>Handles the messages of a queue by what their bodies say. A new one is made for each message, in a scope of its own.</summary>
/// <typeparam name="TMessage">What a body says.</typeparam>
public interface ISqsMessageHandler<in TMessage>
{
    /// <summary>
    /// Handles one message. When it returns the message is deleted; when it throws, the message comes again after a back-off, or goes where
    /// <see cref="MessageRejectedException"/> or the options say. It may settle the delivery itself instead. Log exceptions where you know what they
    /// may tell: this library logs their types alone, for their texts may quote a body.
    /// </summary>
    /// <param name="message">What the body says.</param>
    /// <param name="delivery">The message itself.</param>
    /// <param name="cancellationToken">
    /// Cancelled when others may have the message, when the handler has had its time, and when the host stops and the time for that is up.
    /// </param>
    /// <returns>When the message is handled.</returns>
    Task HandleAsync(TMessage message, Delivery delivery, CancellationToken cancellationToken);
}
