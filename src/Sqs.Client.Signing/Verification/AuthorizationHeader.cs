using System.Globalization;

namespace Sqs.Client.Signing;

/// <summary>Reads <c>Authorization: AWS4-HMAC-SHA256 Credential=..., SignedHeaders=..., Signature=...</c>.</summary>
internal static class AuthorizationHeader
{
    public static SigV4Claim Read(in SigV4Request request, string authorization)
    {
        var space = authorization.AsSpan().IndexOfAny(' ', '\t');
        var algorithm = space < 0 ? authorization : authorization[..space];
        if (!string.Equals(algorithm, StringToSign.Algorithm, StringComparison.Ordinal))
        {
            return SigV4Claim.Malformed(request, $"Unsupported AWS 'algorithm': only '{StringToSign.Algorithm}' is known.");
        }

        if (ReceivedHeaders.Count(request, HeaderNames.Authorization) > 1)
        {
            return SigV4Claim.Malformed(request, "Only one 'Authorization' header may be sent.");
        }

        var fields = new ClaimFields
        {
            SessionToken = ReceivedHeaders.Find(request, HeaderNames.SecurityToken),
            Time = TimeOf(request),
        };
        var problem = ReadParameters(authorization.AsSpan(algorithm.Length), fields) ?? Missing(fields);
        return problem is null ? fields.ToClaim(request, SigV4ClaimKind.Header) : SigV4Claim.Malformed(request, problem);
    }

    private static string? ReadParameters(ReadOnlySpan<char> rest, ClaimFields fields)
    {
        while (!rest.IsEmpty)
        {
            var comma = rest.IndexOf(',');
            var part = (comma < 0 ? rest : rest[..comma]).Trim();
            rest = comma < 0 ? [] : rest[(comma + 1)..];
            var equals = part.IndexOf('=');
            if (equals <= 0)
            {
                return "Invalid key=value pair (missing equal-sign) in Authorization header.";
            }

            if (!fields.TrySet(part[..equals], part[(equals + 1)..].ToString()))
            {
                return "A parameter of the Authorization header is unknown or stands there twice.";
            }
        }

        return null;
    }

    /// <summary>All that is missing, in the words of AWS.</summary>
    private static string? Missing(ClaimFields fields)
    {
        var problem = (string.IsNullOrEmpty(fields.Credential) ? "Authorization header requires 'Credential' parameter. " : "")
            + (string.IsNullOrEmpty(fields.Signature) ? "Authorization header requires 'Signature' parameter. " : "")
            + (string.IsNullOrEmpty(fields.SignedHeaders) ? "Authorization header requires 'SignedHeaders' parameter. " : "")
            + (fields.Time is null ? "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. " : "");
        return problem.Length == 0 ? null : problem.TrimEnd();
    }

    /// <summary>X-Amz-Date, or else Date; an unreadable one is told apart from a missing one by the default time.</summary>
    private static DateTimeOffset? TimeOf(in SigV4Request request)
    {
        if (ReceivedHeaders.Find(request, HeaderNames.AmzDate) is { } stamp)
        {
            return SigningTime.TryParse(stamp.Trim(), out var time) ? time : default(DateTimeOffset);
        }

        if (ReceivedHeaders.Find(request, HeaderNames.Date)?.Trim() is not { } date)
        {
            return null;
        }

        return SigningTime.TryParse(date, out var basic) ? basic
            : DateTimeOffset.TryParseExact(date, "r", CultureInfo.InvariantCulture, DateTimeStyles.None, out var http) ? http
            : default(DateTimeOffset);
    }
}
