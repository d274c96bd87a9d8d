namespace Sqs.Client;

/// <summary>Whose fault the service says an error is (the <c>Type</c> of an error answer).</summary>
public enum SqsFault
{
    /// <summary>The service did not say, or nothing was heard from it.</summary>
    Unknown,

    /// <summary>The request is at fault; sending it again unchanged fails again.</summary>
    Sender,

    /// <summary>The service is at fault; the same request may succeed later.</summary>
    Receiver,
}
