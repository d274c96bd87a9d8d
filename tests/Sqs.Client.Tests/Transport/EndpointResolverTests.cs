using Sqs.Client.Transport;

namespace Sqs.Client.Tests.Transport;

public sealed class EndpointResolverTests
{
    [Theory]
    [InlineData("us-east-1", "amazonaws.com", "api.aws")]
    [InlineData("eu-central-1", "amazonaws.com", "api.aws")]
    [InlineData("ap-southeast-5", "amazonaws.com", "api.aws")]
    [InlineData("sa-east-1", "amazonaws.com", "api.aws")]
    [InlineData("ca-west-1", "amazonaws.com", "api.aws")]
    [InlineData("me-south-1", "amazonaws.com", "api.aws")]
    [InlineData("af-south-1", "amazonaws.com", "api.aws")]
    [InlineData("il-central-1", "amazonaws.com", "api.aws")]
    [InlineData("mx-central-1", "amazonaws.com", "api.aws")]
    [InlineData("cn-northwest-1", "amazonaws.com.cn", "api.amazonwebservices.com.cn")]
    [InlineData("eusc-de-east-1", "amazonaws.eu", "api.amazonwebservices.eu")]
    [InlineData("us-iso-east-1", "c2s.ic.gov", "api.aws.ic.gov")]
    [InlineData("us-isob-east-1", "sc2s.sgov.gov", "api.aws.scloud")]
    [InlineData("eu-isoe-west-1", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk")]
    [InlineData("us-isof-south-1", "csp.hci.ic.gov", "api.aws.hci.ic.gov")]
    public void Endpoint_OfEachPartition_IsThatOfTheRules(string region, string suffix, string dualStackSuffix)
    {
        Assert.Equal($"https://sqs.{region}.{suffix}/", Endpoint(region));
        Assert.Equal($"https://sqs-fips.{region}.{suffix}/", Endpoint(region, fips: true));
        Assert.Equal($"https://sqs.{region}.{dualStackSuffix}/", Endpoint(region, dualStack: true));
        Assert.Equal($"https://sqs-fips.{region}.{dualStackSuffix}/", Endpoint(region, fips: true, dualStack: true));
    }

    [Fact]
    public void Endpoint_OfUsGov_IsTheFipsOneItself()
    {
        const string Region = "us-gov-west-1";
        Assert.Equal("https://sqs.us-gov-west-1.amazonaws.com/", Endpoint(Region));
        Assert.Equal("https://sqs.us-gov-west-1.amazonaws.com/", Endpoint(Region, fips: true));
        Assert.Equal("https://sqs.us-gov-west-1.api.aws/", Endpoint(Region, dualStack: true));
        Assert.Equal("https://sqs-fips.us-gov-west-1.api.aws/", Endpoint(Region, fips: true, dualStack: true));
    }

    [Theory]
    [InlineData("x@evil:443/#")]
    [InlineData("us-east-1.evil.com")]
    [InlineData("../")]
    [InlineData("us-east-1\n")]
    [InlineData("us-east-1 ")]
    [InlineData("us-east-\u0661")]
    [InlineData("\u00FCs-east-1")]
    [InlineData("")]
    [InlineData("127")]
    [InlineData("127.0.0.1")]
    [InlineData("-us-east-1")]
    [InlineData("us-east-1-")]
    [InlineData("us_east_1")]
    [InlineData("us-east-1%2eevil")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")] // 64
    public void Region_ThatCouldNameAnotherHost_IsRefused(string region) =>
        Assert.Equal("Region", Assert.Throws<SqsValidationException>(() => EndpointResolver.Resolve(region, fips: false, dualStack: false)).Member);

    [Fact]
    public void Region_OfTheLongestLabel_IsAccepted() =>
        Assert.StartsWith("https://sqs.aaa", Endpoint(new string('a', 63)), StringComparison.Ordinal);

    [Theory]
    [InlineData("sqs.us-east-1.amazonaws.com", "us-east-1", true)]
    [InlineData("SQS.us-east-1.AmazonAWS.com", "us-east-1", true)]
    [InlineData("sqs-fips.us-east-1.amazonaws.com", "us-east-1", true)]
    [InlineData("sqs.us-east-1.api.aws", "us-east-1", true)]
    [InlineData("sqs-fips.us-east-1.api.aws", "us-east-1", true)]
    [InlineData("us-east-1.queue.amazonaws.com", "us-east-1", true)]
    [InlineData("queue.amazonaws.com", "us-east-1", true)]
    [InlineData("queue.amazonaws.com", "eu-west-1", false)]
    [InlineData("eu-west-1.queue.amazonaws.com", "eu-west-1", true)]
    [InlineData("eu-west-1.queue.amazonaws.com", "us-east-1", false)]
    [InlineData("cn-north-1.queue.amazonaws.com.cn", "cn-north-1", true)]
    [InlineData("vpce-1-a.sqs.us-east-1.vpce.amazonaws.com", "us-east-1", true)]
    [InlineData("vpce-1-a.sqs.us-east-2.vpce.amazonaws.com", "us-east-1", false)]
    [InlineData("evilsqs.us-east-1.amazonaws.com", "us-east-1", false)]
    [InlineData("sqs.us-east-1.amazonaws.com.evil.com", "us-east-1", false)]
    [InlineData("sqs.us-east-1.amazonaws.com:444", "us-east-1", false)]
    [InlineData("sqs.us-east-1.amazonaws.com.", "us-east-1", false)]
    [InlineData("sqs.us-east-1.amazonaws.com.cn", "us-east-1", false)]
    [InlineData("", "us-east-1", false)]
    public void Host_OfAQueueUrl_IsOfTheRegionOrNot(string host, string region, bool expected) =>
        Assert.Equal(expected, EndpointResolver.IsHostOf(host, region));

    private static string Endpoint(string region, bool fips = false, bool dualStack = false) =>
        EndpointResolver.Resolve(region, fips, dualStack).AbsoluteUri;
}
