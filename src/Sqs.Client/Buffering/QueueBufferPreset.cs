namespace Sqs.Client;

/// <summary>Sets of options for <see cref="QueueBufferOptions.Apply"/>.</summary>
public enum QueueBufferPreset
{
    /// <summary>The defaults: what comes to an idle queue goes out at once, and batches form while others are on the wire.</summary>
    LowLatency,

    /// <summary>Fewest requests: every entry waits up to 200 ms for company.</summary>
    LowCost,

    /// <summary>
    /// The settings of the buffered client of the AWS SDK for Java 1: 200 ms open time, 5 batches of 256 KiB on the wire, 10 polls ahead of
    /// demand, 10 messages per receive.
    /// </summary>
    JavaV1Compatible,
}
