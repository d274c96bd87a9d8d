namespace Sqs.Client.Notifications;

/// <summary>What the hosts and certificates of SNS are called, by the region of the topic.</summary>
internal static class SnsHosts
{
    private const string StandardDomain = "amazonaws.com";

    // Source: the endpoint rules of the AWS SDKs. us-gov-* has the standard domain.
    private static readonly (string Head, string Domain)[] OtherDomains =
    [
        ("cn-", "amazonaws.com.cn"),
        ("eusc-", "amazonaws.eu"),
        ("us-isob-", "sc2s.sgov.gov"),
        ("us-isof-", "csp.hci.ic.gov"),
        ("eu-isoe-", "cloud.adc-e.uk"),
        ("us-iso-", "c2s.ic.gov"),
    ];

    /// <summary>The region of a certificate URL that is SNS's: HTTPS, <c>sns.region.domain</c>, port 443, a single .pem file and nothing else. Null for any other.</summary>
    public static string? RegionOf(Uri url)
    {
        if (!url.IsAbsoluteUri || url.Scheme != Uri.UriSchemeHttps || url.Port != 443 || url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            return null;
        }

        var isFile = url.AbsolutePath is ['/', .. var file] && file.EndsWith(".pem", StringComparison.Ordinal)
            && file.All(static unit => char.IsAsciiLetterOrDigit(unit) || unit is '-' or '_' or '.');
        return isFile && url.Host.Split('.') is ["sns", var region, ..] && IsRegion(region) && url.Host == $"sns.{region}.{DomainOf(region)}" ? region : null;
    }

    /// <summary>
    /// True for a name that certificates of SNS have: <c>sns.domain</c>, <c>sns-region.domain</c>, <c>sns.region.domain</c>, <c>sns-signing.region.domain</c>.
    /// The region may be another one of the same partition.
    /// </summary>
    public static bool IsNameOfSns(string name, string region)
    {
        var domain = "." + DomainOf(region);
        return name.EndsWith(domain, StringComparison.OrdinalIgnoreCase) && name[..^domain.Length].Split('.') switch
        {
            ["sns"] => true,
            [var single] => single.StartsWith("sns-", StringComparison.Ordinal) && IsRegion(single["sns-".Length..]),
            ["sns" or "sns-signing", var its] => IsRegion(its),
            _ => false,
        };
    }

    /// <summary>Letters, digits and hyphens, such as us-east-1.</summary>
    public static bool IsRegion(string text) =>
        text.Length is > 0 and <= 63 && char.IsAsciiLetterLower(text[0]) && char.IsAsciiDigit(text[^1]) && text.Contains('-', StringComparison.Ordinal)
        && text.All(static unit => char.IsAsciiLetterLower(unit) || char.IsAsciiDigit(unit) || unit is '-');

    private static string DomainOf(string region) =>
        OtherDomains.FirstOrDefault(entry => region.StartsWith(entry.Head, StringComparison.Ordinal)).Domain ?? StandardDomain;
}
