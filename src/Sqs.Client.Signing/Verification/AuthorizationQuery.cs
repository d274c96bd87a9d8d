using System.Globalization;

namespace Sqs.Client.Signing;

/// <summary>Reads the <c>X-Amz-*</c> parameters of a presigned query.</summary>
internal static class AuthorizationQuery
{
    private const int SecondsOfAWeek = 7 * 24 * 60 * 60;

    public static SigV4Claim Read(in SigV4Request request)
    {
        var fields = new ClaimFields();
        foreach (var pair in new QueryPairs(request.Query))
        {
            if (QueryParameters.IsOne(pair.Name) && !fields.TrySet(pair.Name["X-Amz-".Length..], PercentEncoding.Decode(pair.Value)))
            {
                return SigV4Claim.Malformed(request, "An AWS query-string parameter stands there twice.");
            }
        }

        if (!string.Equals(fields.Algorithm, StringToSign.Algorithm, StringComparison.Ordinal))
        {
            return SigV4Claim.Malformed(request, $"Unsupported AWS 'algorithm': only '{StringToSign.Algorithm}' is known.");
        }

        var problem = Missing(fields) ?? ReadExpires(fields);
        if (problem is not null)
        {
            return SigV4Claim.Malformed(request, problem);
        }

        fields.Time = SigningTime.TryParse(fields.Date!, out var time) ? time : default;
        return fields.ToClaim(request, SigV4ClaimKind.Query);
    }

    private static string? Missing(ClaimFields fields)
    {
        var problem = Require(fields.Credential, QueryParameters.Credential)
            + Require(fields.Signature, QueryParameters.Signature)
            + Require(fields.Date, QueryParameters.Date)
            + Require(fields.SignedHeaders, QueryParameters.SignedHeaders)
            + Require(fields.Expires, QueryParameters.Expires);
        return problem.Length == 0 ? null : problem + "Re-examine the query-string parameters.";

        static string Require(string? value, string name) =>
            string.IsNullOrEmpty(value) ? $"AWS query-string parameters must include '{name}'. " : "";
    }

    private static string? ReadExpires(ClaimFields fields)
    {
        if (!int.TryParse(fields.Expires, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return "X-Amz-Expires should be a number of seconds.";
        }

        fields.Lifetime = TimeSpan.FromSeconds((double)seconds);
        return seconds is >= 0 and <= SecondsOfAWeek ? null
            : "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds.";
    }
}
