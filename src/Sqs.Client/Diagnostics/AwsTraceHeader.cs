using System.Diagnostics;

namespace Sqs.Client.Diagnostics;

/// <summary>The tracing header of AWS X-Ray: <c>Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1</c>.</summary>
/// <remarks>Source: "Tracing header" among the concepts of the AWS X-Ray Developer Guide. The two parts of the root are the trace id.</remarks>
internal static class AwsTraceHeader
{
    private const string Version = "1-";
    private const int TimeDigits = 8;
    private const int TraceDigits = 32;
    private const int SpanDigits = 16;

    // The version, and the hyphen between the two parts.
    private const int RootLength = 3 + TraceDigits;

    public static string Write(in ActivityContext context)
    {
        var trace = context.TraceId.ToHexString();
        var sampled = (context.TraceFlags & ActivityTraceFlags.Recorded) == 0 ? '0' : '1';
        return $"Root={Version}{trace.AsSpan(0, TimeDigits)}-{trace.AsSpan(TimeDigits)};Parent={context.SpanId.ToHexString()};Sampled={sampled}";
    }

    /// <summary>Reads the keys in any order and passes over those it does not know; false without a valid root and a valid parent.</summary>
    public static bool TryRead(string header, out ActivityContext context)
    {
        ActivityTraceId trace = default;
        ActivitySpanId span = default;
        var flags = ActivityTraceFlags.None;
        for (var rest = header.AsSpan(); !rest.IsEmpty;)
        {
            var end = rest.IndexOf(';');
            var pair = end < 0 ? rest : rest[..end];
            rest = end < 0 ? default : rest[(end + 1)..];
            var equals = pair.IndexOf('=');
            var value = pair[(equals + 1)..].Trim();
            switch (equals < 0 ? default : pair[..equals].Trim())
            {
                case "Root":
                    trace = TraceOf(value);
                    break;
                case "Parent":
                    span = SpanOf(value);
                    break;
                case "Sampled":
                    flags = value is "1" ? ActivityTraceFlags.Recorded : ActivityTraceFlags.None;
                    break;
                default:
                    break;
            }
        }

        context = new ActivityContext(trace, span, flags, isRemote: true);
        return trace != default && span != default;
    }

    private static ActivityTraceId TraceOf(ReadOnlySpan<char> root)
    {
        const int Hyphen = 2 + TimeDigits;
        Span<char> digits = stackalloc char[TraceDigits];
        return root.Length == RootLength && root.StartsWith(Version, StringComparison.Ordinal) && root[Hyphen] == '-'
            && TryLower(root[Version.Length..Hyphen], digits) && TryLower(root[(Hyphen + 1)..], digits[TimeDigits..])
            && digits.ContainsAnyExcept('0')
            ? ActivityTraceId.CreateFromString(digits)
            : default;
    }

    private static ActivitySpanId SpanOf(ReadOnlySpan<char> parent)
    {
        Span<char> digits = stackalloc char[SpanDigits];
        return parent.Length == SpanDigits && TryLower(parent, digits) && digits.ContainsAnyExcept('0') ? ActivitySpanId.CreateFromString(digits) : default;
    }

    /// <summary>The digits as W3C ids have them; false when one of them is no hexadecimal digit.</summary>
    private static bool TryLower(ReadOnlySpan<char> digits, Span<char> lower)
    {
        for (var index = 0; index < digits.Length; index++)
        {
            if (!char.IsAsciiHexDigit(digits[index]))
            {
                return false;
            }

            lower[index] = char.ToLowerInvariant(digits[index]);
        }

        return true;
    }
}
