namespace Sqs.Client.LocalServer;

/// <summary>A <see cref="LocalSqs"/> refused what was asked of it from inside, as it would refuse the request.</summary>
/// <param name="message">What is wrong, in the words of the service.</param>
/// <param name="errorCode">The error code of the Query protocol, <c>InvalidAttributeValue</c> for example.</param>
/// <param name="member">What is at fault: the name of an attribute as on the wire, or <c>QueueName</c>.</param>
public sealed class LocalSqsException(string message, string errorCode, string member) : Exception(message)
{
    /// <summary>The error code of the Query protocol, <c>InvalidAttributeValue</c> for example.</summary>
    public string ErrorCode { get; } = errorCode;

    /// <summary>What is at fault: the name of an attribute as on the wire, or <c>QueueName</c>.</summary>
    public string Member { get; } = member;
}
