namespace Sqs.Client.Processing;

/// <summary>Reads what a body says. Called from many threads.</summary>
/// <typeparam name="TMessage">What a body says.</typeparam>
public interface IMessageDeserializer<out TMessage>
{
    /// <summary>Reads a body; <see cref="Message.BodyUtf8"/> costs no string.</summary>
    /// <param name="message">The message.</param>
    /// <returns>What it says, never null. Whatever is thrown means that the body cannot be read.</returns>
    TMessage Deserialize(Message message);
}
