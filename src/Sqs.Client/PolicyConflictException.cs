namespace Sqs.Client;

/// <summary>A policy was written, and each time another one was read after it: somebody else is writing, or the service is not done with it.</summary>
public sealed class PolicyConflictException : SqsException
{
    /// <summary>Tells how often it was tried.</summary>
    /// <param name="attempts">How often the policy was written.</param>
    public PolicyConflictException(int attempts)
        : base(FormattableString.Invariant($"The policy of the queue was written {attempts} times, and each time another one was read after it. Somebody else may be writing it, or the service not be done: attributes take up to 60 s."))
    {
        Attempts = attempts;
        Fault = SqsFault.Unknown;
    }
}
