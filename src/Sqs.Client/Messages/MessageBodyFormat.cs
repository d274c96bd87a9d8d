namespace Sqs.Client;

/// <summary>In which form the bodies of received messages are kept.</summary>
public enum MessageBodyFormat
{
    /// <summary>Strings, made once on arrival. The default.</summary>
    Text,

    /// <summary>UTF-8 bytes that the response owns; <see cref="Message.Body"/> decodes them on each call.</summary>
    Utf8,

    /// <summary>
    /// UTF-8 bytes in pooled memory that goes back to the pool when the response is disposed. The cheapest form; bodies must not be used
    /// after <see cref="ReceiveMessageResponse.Dispose"/>. A response that is never disposed costs garbage, not correctness.
    /// </summary>
    LeasedUtf8,
}
