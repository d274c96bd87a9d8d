using System.Text;

namespace Sqs.Client.Transport;

/// <summary>Where the service answers: by region, in every partition, with FIPS and dual stack.</summary>
/// <remarks>Source: the endpoint rules of the SQS service model, and "Amazon Simple Queue Service endpoints and quotas" in the AWS General Reference.</remarks>
internal static class EndpointResolver
{
    public static Uri Resolve(string region, bool fips, bool dualStack)
    {
        RefuseBadRegion(region);
        return new Uri($"https://{HostOf(region, fips, dualStack)}/");
    }

    /// <summary>True when a queue URL of this host names a queue of the region, by the current or an older host name.</summary>
    public static bool IsHostOf(string host, string region)
    {
        var partition = AwsPartition.Of(region);
        return Is(host, HostOf(region, fips: false, dualStack: false))
            || Is(host, HostOf(region, fips: true, dualStack: false))
            || Is(host, HostOf(region, fips: false, dualStack: true))
            || Is(host, HostOf(region, fips: true, dualStack: true))
            || Is(host, $"{region}.queue.{partition.Suffix}")
            || (region == "us-east-1" && Is(host, "queue.amazonaws.com"))
            || host.EndsWith($".sqs.{region}.vpce.{partition.Suffix}", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A region is a host label: 1 to 63 ASCII letters, digits and inner hyphens, and not digits alone. Anything else could name another host.</summary>
    /// <param name="region">What is given as a region.</param>
    /// <param name="member">Where it is given, for the error.</param>
    public static void RefuseBadRegion(string region, string member = "Region")
    {
        const string Rule = "must be a region such as us-east-1: 1 to 63 letters, digits and inner hyphens, not digits alone";
        if (region.Length is 0 or > 63 || region[0] == '-' || region[^1] == '-')
        {
            throw new SqsValidationException(member, Rule);
        }

        var digitsAlone = true;
        foreach (var character in region)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '-')
            {
                throw new SqsValidationException(member, Rule);
            }

            digitsAlone &= char.IsAsciiDigit(character);
        }

        if (digitsAlone)
        {
            throw new SqsValidationException(member, Rule);
        }
    }

    private static string HostOf(string region, bool fips, bool dualStack)
    {
        var partition = AwsPartition.Of(region);
        var host = new StringBuilder("sqs");

        // In us-gov the normal host is the FIPS one; only with dual stack has it a name of its own.
        if (fips && (dualStack || !partition.NormalEndpointIsFips))
        {
            _ = host.Append("-fips");
        }

        return host.Append('.').Append(region).Append('.').Append(dualStack ? partition.DualStackSuffix : partition.Suffix).ToString();
    }

    private static bool Is(string host, string name) => string.Equals(host, name, StringComparison.OrdinalIgnoreCase);
}
