namespace Sqs.Client;

/// <summary>A part of AWS with accounts, host names and regions of its own; the one table of them.</summary>
/// <param name="Name">Its name, as ARNs spell it.</param>
/// <param name="Head">What the names of its regions begin with; empty for the standard one, which takes what no other does.</param>
/// <param name="Suffix">The end of its host names.</param>
/// <param name="DualStackSuffix">The end of those that answer over IPv6 too.</param>
/// <remarks>
/// Source: the endpoint rules of the SQS service model; "Amazon Simple Queue Service endpoints and quotas" in the AWS General Reference; "AWS
/// Regions" in the AWS Regions and Availability Zones guide, as of November 2026. A region that is missing in <see cref="Regions"/> works when it is named; only <c>*</c> does not include it.
/// </remarks>
internal sealed record AwsPartition(string Name, string Head, string Suffix, string DualStackSuffix)
{
    private static readonly AwsPartition Standard = new("aws", "", "amazonaws.com", "api.aws")
    {
        Regions =
        [
            "af-south-1",
            "ap-east-1", "ap-east-2",
            "ap-northeast-1", "ap-northeast-2", "ap-northeast-3",
            "ap-south-1", "ap-south-2",
            "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
            "ca-central-1", "ca-west-1",
            "eu-central-1", "eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3",
            "il-central-1",
            "me-central-1", "me-south-1",
            "mx-central-1",
            "sa-east-1",
            "us-east-1", "us-east-2", "us-west-1", "us-west-2",
        ],
    };

    /// <summary>The longer heads first: <c>us-gov-</c> must not be taken for <c>us-</c>.</summary>
    private static readonly AwsPartition[] Others =
    [
        new("aws-us-gov", "us-gov-", "amazonaws.com", "api.aws") { NormalEndpointIsFips = true, Regions = ["us-gov-east-1", "us-gov-west-1"] },
        new("aws-iso-b", "us-isob-", "sc2s.sgov.gov", "api.aws.scloud") { Regions = ["us-isob-east-1", "us-isob-west-1"] },
        new("aws-iso-f", "us-isof-", "csp.hci.ic.gov", "api.aws.hci.ic.gov") { Regions = ["us-isof-east-1", "us-isof-south-1"] },
        new("aws-iso-e", "eu-isoe-", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk") { Regions = ["eu-isoe-west-1"] },
        new("aws-iso", "us-iso-", "c2s.ic.gov", "api.aws.ic.gov") { Regions = ["us-iso-east-1", "us-iso-west-1"] },
        new("aws-eusc", "eusc-", "amazonaws.eu", "api.amazonwebservices.eu") { Regions = ["eusc-de-east-1"] },
        new("aws-cn", "cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn") { Regions = ["cn-north-1", "cn-northwest-1"] },
    ];

    public bool NormalEndpointIsFips { get; init; }

    /// <summary>The regions of the partition in which SQS can be had, in the order of their names.</summary>
    public required IReadOnlyList<string> Regions { get; init; }

    /// <summary>The partition that a region belongs to, by its name.</summary>
    public static AwsPartition Of(string region)
    {
        foreach (var partition in Others)
        {
            if (region.StartsWith(partition.Head, StringComparison.Ordinal))
            {
                return partition;
            }
        }

        return Standard;
    }
}
