using System.Net.Sockets;
using Amazon.Runtime;
using Sqs.Client.Signing;

namespace Sqs.Client.Aws.Services;

/// <summary>What the SDK's exceptions say, without what they must not say: some quote answers, and with them secrets.</summary>
internal static class ServiceFailure
{
    private const int LongestText = 400;

    public static CredentialsUnavailableException Of(string place, Exception exception, params ReadOnlySpan<string?> secrets) => new($"{place} {Describe(exception, secrets)}");

    private static string Describe(Exception exception, ReadOnlySpan<string?> secrets)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case SocketException socket:
                    return $"cannot be reached: {socket.SocketErrorCode}";
                case HttpRequestException { StatusCode: null } http when http.InnerException is not SocketException:
                    return $"cannot be reached: {http.HttpRequestError}";
                default:
                    break;
            }
        }

        return exception switch
        {
            AmazonUnmarshallingException => "gave an answer that cannot be read",
            AmazonServiceException { ErrorCode: { Length: > 0 } code } service => $"answered {(int)service.StatusCode} {Clean(code, secrets)}: {Clean(service.Message, secrets)}",
            AmazonServiceException { StatusCode: not 0 } service => $"answered {(int)service.StatusCode}",
            _ => $"failed: {exception.GetType().Name}",
        };
    }

    /// <summary>One line of bounded length in which no secret of this call stands.</summary>
    private static string Clean(string? text, ReadOnlySpan<string?> secrets)
    {
        text ??= "";
        foreach (var secret in secrets)
        {
            text = string.IsNullOrEmpty(secret) ? text : text.Replace(secret, "(left out)", StringComparison.Ordinal);
        }

        text = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= LongestText ? text : text[..LongestText] + "...";
    }
}
