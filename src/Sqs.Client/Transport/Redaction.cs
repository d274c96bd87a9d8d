using Sqs.Client.Protocol.Query;
using Sqs.Client.Signing;

namespace Sqs.Client.Transport;

/// <summary>
/// Takes out of the service's texts what must not be shown: services quote receipt handles, and for a refused signature the canonical
/// request with the session token in it, and with everything that a GET says.
/// </summary>
/// <param name="credentials">What the request was signed with.</param>
/// <param name="secrets">What of the request the service may quote as it was given.</param>
/// <param name="query">The query of a request made as a GET, which a quoted canonical request holds pair by pair; null for a POST.</param>
internal readonly struct Redaction(AwsCredentials credentials, IEnumerable<string>? secrets, string? query = null)
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

        foreach (var secret in (string?[])[credentials.SessionToken, credentials.SecretAccessKey, .. secrets ?? []])
        {
            if (!string.IsNullOrEmpty(secret))
            {
                text = text.Replace(secret, Placeholder, StringComparison.Ordinal);
            }
        }

        foreach (var pair in query?.Split('&') ?? [])
        {
            var value = pair.IndexOf('=', StringComparison.Ordinal) + 1;
            if (IsSecret(pair.AsSpan(0, Math.Max(0, value - 1))))
            {
                text = text.Replace(pair, string.Concat(pair.AsSpan(0, value), Placeholder), StringComparison.Ordinal);
            }
        }

        return text.Length > LongestText ? string.Concat(text.AsSpan(0, LongestText), "...") : text;
    }

    /// <summary>By the last part of a parameter's name: bodies, attributes of messages and of queues (policies), tags, handles.</summary>
    private static bool IsSecret(ReadOnlySpan<char> name) =>
        name[(name.LastIndexOf('.') + 1)..] is "MessageBody" or "StringValue" or "BinaryValue" or "Value" or "ReceiptHandle" or "TaskHandle" or "NextToken";
}
