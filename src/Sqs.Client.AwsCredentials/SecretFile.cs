using Sqs.Client.Signing;

namespace Sqs.Client.Aws;

/// <summary>Files that hold tokens.</summary>
internal static class SecretFile
{
    /// <summary>The text of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="named">What names it, for messages.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="CredentialsUnavailableException">It cannot be read, or is empty.</exception>
    public static async ValueTask<string> ReadAsync(string path, string named, CancellationToken cancellationToken)
    {
        try
        {
            var text = await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false);
            return text.Length > 0 ? text : throw new CredentialsUnavailableException($"the file {path} of {named} is empty");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CredentialsUnavailableException($"the file {path} of {named} cannot be read: {Reason(exception)}");
        }
    }

    /// <summary>Why a file cannot be read, in words of this library: those of the system may be translated, or quote what they do not understand.</summary>
    public static string Reason(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is none",
        UnauthorizedAccessException => "access is denied",
        _ => exception.GetType().Name,
    };
}
