using System.Collections.Frozen;

namespace Sqs.Client.Signing;

/// <summary>The headers that signing sets, and those that it passes over.</summary>
internal static class HeaderNames
{
    public const string Authorization = "authorization";
    public const string Host = "host";
    public const string Date = "date";
    public const string AmzDate = "x-amz-date";
    public const string SecurityToken = "x-amz-security-token";
    public const string ContentSha256 = "x-amz-content-sha256";

    // What HTTP stacks, proxies and tracing change or add after signing.
    private static readonly FrozenSet<string> Rewritten = FrozenSet.ToFrozenSet(
        [
            "connection", "expect", "keep-alive", "te", "trailer", "traceparent", "tracestate", "transfer-encoding", "upgrade", "user-agent",
            "x-amzn-trace-id",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a caller's header goes into the signature; those that signing sets itself are left out here and added apart.</summary>
    public static bool IsSigned(string name) =>
        !Is(name, Host) && !Is(name, Authorization) && !Is(name, AmzDate) && !Is(name, SecurityToken)
        && !Rewritten.Contains(name) && !name.StartsWith("proxy-", StringComparison.OrdinalIgnoreCase);

    public static bool Is(string name, string known) => string.Equals(name, known, StringComparison.OrdinalIgnoreCase);
}
