namespace Sqs.Client.Signing;

/// <summary>There are no credentials to sign with. The message says what is missing and never holds a secret.</summary>
public sealed class CredentialsUnavailableException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="message">What is missing.</param>
    /// <param name="innerException">Why the source failed, or null.</param>
    public CredentialsUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
