namespace Sqs.Client;

/// <summary>What a call to a <see cref="BufferedSqsClient"/> does when there is no room for it.</summary>
public enum BufferFullMode
{
    /// <summary>It waits, without a thread and in its turn, until there is.</summary>
    Wait,

    /// <summary>It fails with <see cref="SqsNotSentException"/>.</summary>
    Fail,
}
