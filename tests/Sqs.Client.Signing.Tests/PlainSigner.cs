using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Sqs.Client.Signing.Tests;

/// <summary>Signature Version 4 written apart from the library, with strings and the platform's own escaping, as the guide of AWS tells it.</summary>
internal static class PlainSigner
{
    private static readonly Regex Spaces = new(" +", RegexOptions.None, TimeSpan.FromSeconds(5));

    /// <summary>The value of the Authorization header.</summary>
    public static string Authorization(SigV4Signer signer, SigV4Request request, AwsCredentials credentials, DateTimeOffset time)
    {
        var headers = new List<KeyValuePair<string, string>>(request.Headers!) { new("host", request.Host), new("x-amz-date", Stamp(time)) };
        if (credentials.SessionToken is { } token)
        {
            headers.Add(new("x-amz-security-token", token));
        }

        var signature = Signature(signer, request, headers, request.PayloadHash!, credentials, time);
        return $"AWS4-HMAC-SHA256 Credential={credentials.AccessKeyId}/{Scope(signer, time)}, SignedHeaders={Names(headers)}, Signature={signature}";
    }

    /// <summary>The signature of a presigned query.</summary>
    public static string QuerySignature(SigV4Signer signer, SigV4Request request, AwsCredentials credentials, DateTimeOffset time, TimeSpan expires)
    {
        var headers = new List<KeyValuePair<string, string>>(request.Headers!) { new("host", request.Host) };
        var added = new List<string>
        {
            "X-Amz-Algorithm=AWS4-HMAC-SHA256",
            "X-Amz-Credential=" + Uri.EscapeDataString($"{credentials.AccessKeyId}/{Scope(signer, time)}"),
            "X-Amz-Date=" + Stamp(time),
            string.Create(CultureInfo.InvariantCulture, $"X-Amz-Expires={(long)expires.TotalSeconds}"),
            "X-Amz-SignedHeaders=" + Uri.EscapeDataString(Names(headers)),
        };
        if (credentials.SessionToken is { } token)
        {
            added.Add("X-Amz-Security-Token=" + Uri.EscapeDataString(token));
        }

        var query = string.Join('&', request.Query.Split('&', StringSplitOptions.RemoveEmptyEntries).Concat(added));
        return Signature(signer, request with { Query = query }, headers, request.PayloadHash!, credentials, time);
    }

    private static string Signature(
        SigV4Signer signer, SigV4Request request, List<KeyValuePair<string, string>> headers, string payloadHash, AwsCredentials credentials, DateTimeOffset time)
    {
        var canonical = string.Join('\n', request.Method, Path(request.Path), Query(request.Query), Lines(headers), Names(headers), payloadHash);
        var toSign = $"AWS4-HMAC-SHA256\n{Stamp(time)}\n{Scope(signer, time)}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var key = Encoding.UTF8.GetBytes("AWS4" + credentials.SecretAccessKey);
        foreach (var part in Scope(signer, time).Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));
    }

    /// <summary>Segments are encoded once more than they are on the wire.</summary>
    private static string Path(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string Query(string query) => string.Join('&', query.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('=', 2))
        .Select(pair => (Name: Encoded(pair[0]), Value: Encoded(pair.Length > 1 ? pair[1] : "")))
        .OrderBy(pair => pair.Name, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal)
        .Select(pair => pair.Name + "=" + pair.Value));

    private static string Encoded(string text) => Uri.EscapeDataString(Uri.UnescapeDataString(text));

    private static string Lines(List<KeyValuePair<string, string>> headers) => string.Concat(headers
        .GroupBy(header => header.Key.ToLowerInvariant(), header => Spaces.Replace(header.Value.Trim(' '), " "))
        .OrderBy(header => header.Key, StringComparer.Ordinal)
        .Select(header => $"{header.Key}:{string.Join(',', header)}\n"));

    private static string Names(List<KeyValuePair<string, string>> headers) =>
        string.Join(';', headers.Select(header => header.Key.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal));

    private static string Scope(SigV4Signer signer, DateTimeOffset time) => $"{Stamp(time)[..8]}/{signer.Region}/{signer.Service}/aws4_request";

    private static string Stamp(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
