namespace Sqs.Client.Signing.Tests;

/// <summary>The corners that neither the suite nor the vectors reach.</summary>
public sealed class CanonicalRequestTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a=")]
    [InlineData("=v", "=v")]
    [InlineData("a=b=c", "a=b%3Dc")]
    [InlineData("a=1&&b=2&", "a=1&b=2")]
    [InlineData("&", "")]
    [InlineData("a=+", "a=%2B")]
    [InlineData("a=%", "a=%25")]
    [InlineData("a=%4", "a=%254")]
    [InlineData("a=%zz", "a=%25zz")]
    [InlineData("a=%7e%2f", "a=~%2F")]
    [InlineData("a=%FF", "a=%FF")]
    [InlineData("b=2&a=2&a=10&a", "a=&a=10&a=2&b=2")]
    [InlineData("a-=1&a=1", "a=1&a-=1")]
    [InlineData("aB=1&ab=1&a_=1", "aB=1&a_=1&ab=1")]
    [InlineData("a=\u1234&a=\U0001F600", "a=%E1%88%B4&a=%F0%9F%98%80")]
    [InlineData("%C3%A9=1&z=1", "%C3%A9=1&z=1")]
    public void Query_OnTheWire_HasItsCanonicalForm(string wire, string expected) => Assert.Equal(expected, Canonical(query: wire).Split('\n')[2]);

    [Theory]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData("a/b", "/a/b")]
    [InlineData("/a/../../../b", "/b")]
    [InlineData("/..", "/")]
    [InlineData("/a/...", "/a/...")]
    [InlineData("/a/b/../", "/a/")]
    [InlineData("/%20%zz", "/%2520%25zz")]
    public void Path_Normalized_IsEncodedOnceMore(string wire, string expected) => Assert.Equal(expected, Canonical(wire).Split('\n')[1]);

    [Theory]
    [InlineData("/a%20b/%7E/%2f", "/a%20b/~/%2F")]
    [InlineData("/a b/%", "/a%20b/%25")]
    [InlineData("//a/../b/", "//a/../b/")]
    [InlineData("", "/")]
    [InlineData("a", "/a")]
    public void Path_ForServicesLikeS3_KeepsItsEscapes(string wire, string expected) => Assert.Equal(
        expected, Canonical(wire, options: new SigV4Options { DoubleEncodePath = false, NormalizePath = false }).Split('\n')[1]);

    [Fact]
    public void Headers_OfAnyKind_AreFoldedJoinedAndSorted()
    {
        var canonical = Canonical(headers:
        [
            new("X_Under", "\t a \t b\t"), new("X-B", "2"), new("x-b", " 1  2 "), new("X-A", ""), new("x-a-b", "\u00E9"), new("Host", "ignored"),
            new("User-Agent", "no"), new("Proxy-Authorization", "no"), new("proxy-x", "no"), new("Traceparent", "no"), new("TE", "no"),
            new("Authorization", "no"), new("X-Amz-Date", "no"), new("x-long", "one\r\n two\n\tthree"),
        ]);
        Assert.Equal(
            "host:h\nx-a:\nx-a-b:\u00E9\nx-amz-date:20150830T123600Z\nx-b:2,1 2\nx-long:one two three\nx_under:a b\n\n"
            + "host;x-a;x-a-b;x-amz-date;x-b;x-long;x_under",
            string.Join('\n', canonical.Split('\n')[3..^1]));
    }

    [Fact]
    public void Request_LargerThanAnyBuffer_IsSigned()
    {
        var query = string.Join('&', Enumerable.Range(0, 20_000).Select(i => "k" + (i * 7919 % 20_000)));
        var names = Canonical(query: query, headers: [new("X-Long", new string('v', 100_000))]).Split('\n')[2].Split('&').Select(pair => pair[..^1]).ToArray();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Equal(20_000, names.Length);
    }

    private static string Canonical(
        string path = "/", string query = "", IReadOnlyList<KeyValuePair<string, string>>? headers = null, SigV4Options? options = null)
    {
        var trace = new SigV4Trace();
        var request = new SigV4Request
        {
            Method = "GET",
            Host = "h",
            Path = path,
            Query = query,
            Headers = headers,
            PayloadHash = SigV4Request.EmptyPayloadHash,
        };
        _ = new SigV4Signer("us-east-1", "sqs", options).Sign(
            request, new AwsCredentials("A", "B"), new DateTimeOffset(2015, 8, 30, 12, 36, 0, TimeSpan.Zero), trace);
        return trace.CanonicalRequest;
    }
}
