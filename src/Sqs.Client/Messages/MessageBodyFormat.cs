namespace Sqs.Client;

/// <summary>In which form the bodies of received messages are kept.</summary>
public enum MessageBodyFormat
{
    /// <summary>Strings, made once on arrival. The default.</summary>
    Text,

    /// <summary>UTF-8 bytes that the response owns; <see cref="Message.Body"/> decodes them on each call.</summary>
    Utf8,

    /// <summary>
    /// UTF-8 bytes in pooled memory that goes back to the pool when the response is disposed. The cheapest form: take what you need of
    /// its messages (bodies, receipt handles, attributes) before <see cref="ReceiveMessageResponse.Dispose"/>, for nothing of them may be read
    /// afterwards. A response that is never disposed costs garbage, not correctness.
    /// </summary>
    LeasedUtf8,
}
