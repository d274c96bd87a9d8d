using Sqs.Client.Protocol;
using Sqs.Client.Signing;

namespace Sqs.Client.Transport;

/// <summary>
/// Takes out of the service's texts what must not be shown: services quote receipt handles, and for a refused signature the canonical
/// request with the session token in it.
/// </summary>
/// <param name="credentials">What the request was signed with.</param>
/// <param name="secrets">What else of the request must not be shown.</param>
/// <param name="quotesRequest">
/// True for a GET: the canonical request that services quote from the second line on then holds the whole request, message bodies included.
/// </param>
internal readonly struct Redaction(AwsCredentials credentials, IEnumerable<string>? secrets, bool quotesRequest)
{
    private const int LongestText = 1000;
    private const string Placeholder = "[redacted]";

    public ServiceError Apply(ServiceError said) => said with { Message = Apply(said.Message), Detail = Apply(said.Detail) };

    private string? Apply(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return text;
        }

        if (quotesRequest && text.IndexOf('\n', StringComparison.Ordinal) is >= 0 and var end)
        {
            text = $"{text.AsSpan(0, end)} {Placeholder}";
        }

        foreach (var secret in (string?[])[credentials.SessionToken, credentials.SecretAccessKey, .. secrets ?? []])
        {
            if (!string.IsNullOrEmpty(secret))
            {
                text = text.Replace(secret, Placeholder, StringComparison.Ordinal)
                    .Replace(Uri.EscapeDataString(secret), Placeholder, StringComparison.Ordinal);
            }
        }

        return text.Length > LongestText ? string.Concat(text.AsSpan(0, LongestText), "...") : text;
    }
}
