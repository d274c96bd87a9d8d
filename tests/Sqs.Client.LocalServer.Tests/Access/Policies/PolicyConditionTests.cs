using Sqs.Client.LocalServer.Access.Policies;

namespace Sqs.Client.LocalServer.Tests.Access.Policies;

public sealed class PolicyConditionTests
{
    [Theory]
    [InlineData("""{"StringEquals":{"k":"Value"}}""", true)]
    [InlineData("""{"StringEquals":{"K":["x","Value"]}}""", true)]
    [InlineData("""{"StringEquals":{"k":"value"}}""", false)]
    [InlineData("""{"StringEquals":{"k":"Val*"}}""", false)]
    [InlineData("""{"streqi":{"k":"vaLUE"}}""", true)]
    [InlineData("""{"StringNotEquals":{"k":["x","Value"]}}""", false)]
    [InlineData("""{"StringNotEquals":{"k":["x","y"]}}""", true)]
    [InlineData("""{"StringNotEqualsIgnoreCase":{"k":"VALUE"}}""", false)]
    [InlineData("""{"StringLike":{"k":"V*u?"}}""", true)]
    [InlineData("""{"StringLike":{"k":"V${*}u?"}}""", false)]
    [InlineData("""{"StringNotLike":{"k":"V*"}}""", false)]
    [InlineData("""{"StringLike":{"k":"${k}"}}""", true)]
    [InlineData("""{"StringEquals":{"k":"${none, 'Value'}"}}""", true)]
    [InlineData("""{"StringEquals":{"k":"${none}"}}""", false)]
    [InlineData("""{"StringEquals":{"dollar":"${$}{k}"}}""", true)]
    [InlineData("""{"NumericEquals":{"n":"5.0"}}""", true)]
    [InlineData("""{"NumericEquals":{"n":5}}""", true)]
    [InlineData("""{"NumericNotEquals":{"n":"5"}}""", false)]
    [InlineData("""{"NumericLessThan":{"n":"5"}}""", false)]
    [InlineData("""{"NumericLessThanEquals":{"n":"5"}}""", true)]
    [InlineData("""{"NumericGreaterThan":{"n":"-6"}}""", true)]
    [InlineData("""{"numgteq":{"n":"6"}}""", false)]
    [InlineData("""{"NumericEquals":{"k":"5"}}""", false)]
    [InlineData("""{"DateEquals":{"t":"2030-01-01"}}""", true)]
    [InlineData("""{"DateEquals":{"t":"1893456000"}}""", true)]
    [InlineData("""{"DateEquals":{"epoch":"2030-01-01T01:00:00.000+01:00"}}""", true)]
    [InlineData("""{"DateNotEquals":{"t":"2030-01-01T00:00Z"}}""", false)]
    [InlineData("""{"DateLessThan":{"t":"2030-01-01T00:00:00.001Z"}}""", true)]
    [InlineData("""{"DateLessThanEquals":{"t":"2030-01-01T00:00:00Z"}}""", true)]
    [InlineData("""{"DateGreaterThan":{"t":"2029"}}""", true)]
    [InlineData("""{"DateGreaterThanEquals":{"t":"2030-02"}}""", false)]
    [InlineData("""{"DateLessThan":{"t":"tomorrow"}}""", false)]
    [InlineData("""{"Bool":{"b":true}}""", true)]
    [InlineData("""{"Bool":{"b":"False"}}""", false)]
    [InlineData("""{"BinaryEquals":{"bin":"AQID"}}""", true)]
    [InlineData("""{"BinaryEquals":{"bin":"AQIE"}}""", false)]
    [InlineData("""{"IpAddress":{"ip":"10.0.0.0/8"}}""", true)]
    [InlineData("""{"NotIpAddress":{"ip":["10.1.0.0/16","10.2.0.0/16"]}}""", false)]
    [InlineData("""{"IpAddress":{"ip6":"2001:db8::/33"}}""", true)]
    [InlineData("""{"IpAddress":{"ip6":"2001:db8:8000::/33"}}""", false)]
    [InlineData("""{"IpAddress":{"ip":"10.2.3"}}""", false)]
    [InlineData("""{"ArnEquals":{"arn":"arn:aws:sns:*:444455556666:top*"}}""", true)]
    [InlineData("""{"ArnLike":{"arn":"arn:*:444455556666:topic"}}""", false)]
    [InlineData("""{"ArnLike":{"arn":"arn:aws:sns:*"}}""", true)]
    [InlineData("""{"ArnNotEquals":{"arn":"arn:aws:sns:us-east-1:444455556666:topic"}}""", true)]
    [InlineData("""{"ArnNotLike":{"arn":"arn:aws:sns:us-east-?:444455556666:topic"}}""", false)]
    [InlineData("""{"Null":{"k":"false"}}""", true)]
    [InlineData("""{"Null":{"none":"true"}}""", true)]
    [InlineData("""{"Null":{"none":false}}""", false)]
    [InlineData("""{"StringEquals":{"none":"x"}}""", false)]
    [InlineData("""{"StringNotEquals":{"none":"x"}}""", true)]
    [InlineData("""{"NotIpAddress":{"none":"10.0.0.0/8"}}""", true)]
    [InlineData("""{"StringEqualsIfExists":{"none":"x"}}""", true)]
    [InlineData("""{"StringEqualsIfExists":{"k":"x"}}""", false)]
    [InlineData("""{"ForAllValues:StringEquals":{"tags":["a","b","c"]}}""", true)]
    [InlineData("""{"ForAllValues:StringEquals":{"tags":["a"]}}""", false)]
    [InlineData("""{"ForAllValues:StringEquals":{"none":["a"]}}""", true)]
    [InlineData("""{"ForAnyValue:StringEquals":{"tags":["b","z"]}}""", true)]
    [InlineData("""{"ForAnyValue:StringEquals":{"tags":["z"]}}""", false)]
    [InlineData("""{"ForAnyValue:StringEquals":{"none":["a"]}}""", false)]
    [InlineData("""{"ForAnyValue:StringNotEquals":{"tags":"a"}}""", true)]
    [InlineData("""{"ForAnyValue:StringNotEquals":{"none":"a"}}""", false)]
    [InlineData("""{"ForAnyValue:StringLikeIfExists":{"none":"a"}}""", true)]
    [InlineData("""{"ForAllValues:StringNotEquals":{"tags":"a"}}""", false)]
    [InlineData("""{"StringEquals":{"k":"Value","n":"5"},"Bool":{"b":"true"}}""", true)]
    [InlineData("""{"StringEquals":{"k":"Value","n":"6"},"Bool":{"b":"true"}}""", false)]
    [InlineData("""{"StringEquals":{"k":"Value"},"Bool":{"b":"false"}}""", false)]
    [InlineData("{}", true)]
    public void Condition_AgainstARequest_Holds(string condition, bool holds)
    {
        var request = PolicyBench.With(Requester.Anonymous, "SendMessage", PolicyBench.Queue, new Dictionary<string, IReadOnlyList<string>>(StringComparer.OrdinalIgnoreCase)
        {
            ["k"] = ["Value"],
            ["dollar"] = ["${k}"],
            ["n"] = ["5"],
            ["t"] = ["2030-01-01T00:00:00Z"],
            ["epoch"] = ["1893456000"],
            ["b"] = ["true"],
            ["bin"] = ["AQID"],
            ["ip"] = ["10.2.3.4"],
            ["ip6"] = ["2001:db8:1::5"],
            ["arn"] = ["arn:aws:sns:us-east-2:444455556666:topic"],
            ["tags"] = ["a", "b"],
        });
        Assert.Equal(holds, PolicyBench.WithCondition(condition).Fitting(PolicyEffect.Allow, request).Any());
    }

    [Fact]
    public void Variables_InTheOlderVersion_AreText()
    {
        var request = PolicyBench.With(Requester.Anonymous, "SendMessage", PolicyBench.Queue, new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["k"] = ["${k}"] });
        Assert.Single(PolicyBench.WithCondition("""{"StringEquals":{"k":"${k}"}}""", version: "2008-10-17").Fitting(PolicyEffect.Allow, request));
    }
}
