namespace Sqs.Client.Signing.Tests;

public sealed class SigV4VerifierTests
{
    private const string Secret = "secret";
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly AwsCredentials Credentials = new("AKID", Secret, "token");
    private static readonly SigV4Signer Signer = new("us-east-1", "sqs");

    private static readonly SigV4Request Request = new()
    {
        Method = "POST",
        Host = "localhost:9324",
        Path = "/",
        Query = "",
        Headers = [new("Content-Type", "text/plain"), new("X-Other", "1")],
        PayloadHash = SigV4Request.EmptyPayloadHash,
    };

    [Fact]
    public void Claim_OfSignedRequest_SaysAllOfIt()
    {
        var claim = SigV4Verifier.Read(Signed.ByHeader(Signer, Request, Credentials, Noon));

        Assert.Equal(SigV4ClaimKind.Header, claim.Kind);
        Assert.Null(claim.Problem);
        Assert.Equal("AKID", claim.AccessKeyId);
        Assert.Equal("20260504/us-east-1/sqs/aws4_request", claim.Scope.ToString());
        Assert.Equal(Noon, claim.Time);
        Assert.Null(claim.Expires);
        Assert.Equal("token", claim.SessionToken);
        Assert.Equal(["content-type", "host", "x-amz-date", "x-amz-security-token", "x-other"], claim.SignedHeaders);
        Assert.True(claim.Matches(Secret));
        Assert.Equal($"AWS4-HMAC-SHA256\n20260504T120000Z\n{claim.Scope}\n", claim.StringToSign()[..^64]);
    }

    [Fact]
    public void Claim_OfPresignedRequest_SaysAllOfIt()
    {
        var claim = SigV4Verifier.Read(Signed.ByQuery(Signer, Request with { Query = "a=%2F" }, Credentials, Noon, TimeSpan.FromMinutes(15)));

        Assert.Equal(SigV4ClaimKind.Query, claim.Kind);
        Assert.Equal("AKID", claim.AccessKeyId);
        Assert.Equal(TimeSpan.FromMinutes(15), claim.Expires);
        Assert.Equal("token", claim.SessionToken);
        Assert.Equal(["content-type", "host", "x-other"], claim.SignedHeaders);
        Assert.True(claim.Matches(Secret));
        Assert.False(claim.Matches("Secret"));
    }

    [Fact]
    public void Read_OfUnsignedRequest_IsNone()
    {
        var claim = SigV4Verifier.Read(Request with { Query = "X-Amz-Signature=1" });
        Assert.Equal(SigV4ClaimKind.None, claim.Kind);
        Assert.False(claim.Matches(Secret));
        Assert.Empty(claim.CanonicalRequest());
    }

    [Fact]
    public void Read_OfDefaultRequest_IsNone() => Assert.Equal(SigV4ClaimKind.None, SigV4Verifier.Read(default).Kind);

    [Theory]
    [InlineData("", "Unsupported AWS 'algorithm'")]
    [InlineData("Basic dTpw", "Unsupported AWS 'algorithm'")]
    [InlineData("AWS4-HMAC-SHA1 Credential=a", "Unsupported AWS 'algorithm'")]
    [InlineData("AWS4-HMAC-SHA256", "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter.")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/20260504/r/s/aws4_request, SignedHeaders=host", "requires 'Signature' parameter")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/20260504/r/s, SignedHeaders=host, Signature=0", "exactly 5 slash-delimited")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/20260504/r/s/aws5, SignedHeaders=host, Signature=0", "valid terminator")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/20260504//s/aws4_request, SignedHeaders=host, Signature=0", "empty element")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/20260505/r/s/aws4_request, SignedHeaders=host, Signature=0", "does not match YYYYMMDD")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a/20260504/r/s/aws4_request, SignedHeaders=x-amz-date, Signature=0", "must be a 'SignedHeader'")]
    [InlineData("AWS4-HMAC-SHA256 Credential, SignedHeaders=host, Signature=0", "missing equal-sign")]
    [InlineData("AWS4-HMAC-SHA256 Credential=a, Credential=b", "twice")]
    public void Read_OfBrokenHeader_SaysWhatIsWrong(string authorization, string problem)
    {
        var claim = SigV4Verifier.Read(Request with { Headers = [new("authorization", authorization), new("X-Amz-Date", "20260504T120000Z")] });
        Assert.Equal(SigV4ClaimKind.Malformed, claim.Kind);
        Assert.Contains(problem, claim.Problem, StringComparison.Ordinal);
        Assert.False(claim.Matches(Secret));
    }

    [Theory]
    [InlineData("X-Amz-Algorithm=X", "Unsupported AWS 'algorithm'")]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256", "must include 'X-Amz-Credential'")]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Algorithm=AWS4-HMAC-SHA256", "twice")]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a&X-Amz-Date=b&X-Amz-SignedHeaders=host&X-Amz-Signature=c&X-Amz-Expires=-1", "should be a number")]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a&X-Amz-Date=b&X-Amz-SignedHeaders=host&X-Amz-Signature=c&X-Amz-Expires=604801", "less than a week")]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a/20260504/r/s/aws4_request&X-Amz-Date=b&X-Amz-SignedHeaders=host&X-Amz-Signature=c&X-Amz-Expires=1", "ISO-8601")]
    [InlineData("X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=a%0A/20260504/r/s/aws4_request&X-Amz-Date=20260504T120000Z&X-Amz-SignedHeaders=host&X-Amz-Signature=c&X-Amz-Expires=1", "printable")]
    public void Read_OfBrokenQuery_SaysWhatIsWrong(string query, string problem)
    {
        var claim = SigV4Verifier.Read(Request with { Query = query });
        Assert.Equal(SigV4ClaimKind.Malformed, claim.Kind);
        Assert.Contains(problem, claim.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_WithoutAnyDate_SaysSo()
    {
        var signed = Signed.ByHeader(Signer, Request, Credentials, Noon);
        var claim = SigV4Verifier.Read(signed with { Headers = [.. signed.Headers!.Where(header => header.Key != "X-Amz-Date")] });
        Assert.Contains("'X-Amz-Date' or a 'Date' header", claim.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Mon, 04 May 2026 12:00:00 GMT")]
    [InlineData("20260504T120000Z")]
    public void Read_WithDateHeaderOnly_TakesItsTime(string date)
    {
        const string Authorization = "AWS4-HMAC-SHA256 Credential=a/20260504/r/s/aws4_request, SignedHeaders=date;host, Signature=0";
        var claim = SigV4Verifier.Read(Request with { Headers = [new("Date", date), new("Authorization", Authorization)] });
        Assert.Equal(SigV4ClaimKind.Header, claim.Kind);
        Assert.Equal(Noon, claim.Time);
    }

    [Fact]
    public void Matches_WhenASignedHeaderIsGone_IsFalse()
    {
        var request = Request with { Headers = [new("X-Empty", "")] };
        var signed = Signed.ByHeader(Signer, request, Credentials, Noon);
        Assert.True(SigV4Verifier.Read(signed).Matches(Secret));
        Assert.False(SigV4Verifier.Read(signed with { Headers = [.. signed.Headers!.Skip(1)] }).Matches(Secret));
    }

    [Fact]
    public void Matches_WhenUnsignedHeadersAreAdded_IsTrue()
    {
        var signed = Signed.ByHeader(Signer, Request, Credentials, Noon);
        Assert.True(SigV4Verifier.Read(signed with { Headers = [.. signed.Headers!, new("Via", "proxy"), new("User-Agent", "x")] }).Matches(Secret));
    }

    [Fact]
    public void Matches_WhenASignedHeaderIsSentTwice_IsFalse()
    {
        var signed = Signed.ByHeader(Signer, Request, Credentials, Noon);
        Assert.False(SigV4Verifier.Read(signed with { Headers = [.. signed.Headers!, new("X-Other", "1")] }).Matches(Secret));
    }

    [Fact]
    public void Read_OfTwoAuthorizationHeaders_IsMalformed()
    {
        var signed = Signed.ByHeader(Signer, Request, Credentials, Noon);
        Assert.Equal(SigV4ClaimKind.Malformed, SigV4Verifier.Read(signed with { Headers = [.. signed.Headers!, new("Authorization", "x")] }).Kind);
    }

    [Fact]
    public void Read_WithHostAmongTheHeadersOnly_Matches()
    {
        var signed = Signed.ByHeader(Signer, Request, Credentials, Noon);
        Assert.True(SigV4Verifier.Read(signed with { Host = "", Headers = [.. signed.Headers!, new("Host", Request.Host)] }).Matches(Secret));
    }

    [Fact]
    public void Read_OfMutatedRequests_NeverThrowsAndNeverMatches()
    {
        var random = new Random(20260504);
        var byHeader = Signed.ByHeader(Signer, Request, Credentials, Noon);
        var authorization = byHeader.Headers!.Single(header => header.Key == "Authorization").Value;
        var query = Signer.Presign(Request, Credentials, Noon, TimeSpan.FromMinutes(1));
        for (var i = 0; i < 5_000; i++)
        {
            var mutated = byHeader.WithHeader("Authorization", _ => Mutate(random, authorization));
            Assert.False(SigV4Verifier.Read(mutated).Matches("other"));
            Assert.False(SigV4Verifier.Read(Request with { Query = Mutate(random, query) }).Matches("other"));
        }
    }

    private static string Mutate(Random random, string text)
    {
        var at = random.Next(text.Length);
        return random.Next(3) switch
        {
            0 => text[..at],
            1 => text[..at] + (char)random.Next(0x20, 0x250) + text[(at + 1)..],
            _ => text[..at] + text[random.Next(text.Length)..],
        };
    }
}
