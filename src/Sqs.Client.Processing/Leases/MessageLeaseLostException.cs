namespace Sqs.Client.Processing;

/// <summary>A message is not held any more: others may have it, so it can be neither completed nor given back nor extended.</summary>
/// <param name="messageId">The id of the message.</param>
public sealed class MessageLeaseLostException(string messageId) : SqsException($"Message {messageId} is not held any more: its visibility timeout has passed, or its receipt handle was refused.")
{
    /// <summary>The id of the message.</summary>
    public string MessageId { get; } = messageId;
}
