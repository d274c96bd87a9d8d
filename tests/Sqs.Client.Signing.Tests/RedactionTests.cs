using System.Globalization;

namespace Sqs.Client.Signing.Tests;

/// <summary>Planted markers that must not come out of any text form or message.</summary>
public sealed class RedactionTests
{
    private static readonly AwsCredentials Credentials = new("AKIDSHOWN", "MARKERSECRET", "MARKERTOKEN", DateTimeOffset.MaxValue);

    [Fact]
    public void TextForms_OfEverythingPublic_ShowNoSecret()
    {
        var signer = new SigV4Signer("us-east-1", "sqs");
        var time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var request = new SigV4Request
        {
            Method = "GET",
            Host = "h",
            Path = "/",
            Query = "a=MARKERQUERY",
            Headers = [new("X-A", "MARKERHEADER")],
            PayloadHash = SigV4Request.EmptyPayloadHash,
        };
        var signed = signer.Sign(request, Credentials, time);
        var received = Signed.ByQuery(signer, request, Credentials, time, TimeSpan.FromMinutes(1));
        var claims = new[]
        {
            SigV4Verifier.Read(Signed.ByHeader(signer, request, Credentials, time)), SigV4Verifier.Read(received),
            SigV4Verifier.Read(request with { Headers = [new("Authorization", "AWS4-HMAC-SHA256 Credential=MARKER/x, SignedHeaders=h, Signature=MARKER")] }),
        };
        object[] all =
        [
            Credentials, signed, request, received, signer, new SigV4Options(), new StaticCredentialsSource(Credentials), claims[0], claims[1], claims[2],
            new RefreshSchedule(new CachedCredentialsOptions(), () => 0).Plan(Credentials, time),
        ];
        foreach (var item in all)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{item}");
            Assert.DoesNotContain("MARKER", text, StringComparison.Ordinal);
            foreach (var claim in claims[..2])
            {
                Assert.DoesNotContain(claim.Signature, text, StringComparison.Ordinal);
            }
        }

        Assert.Contains("AKIDSHOWN", Credentials.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\r")]
    [InlineData("\n")]
    [InlineData("\0")]
    [InlineData("\t")]
    [InlineData("\u007F")]
    [InlineData("\u00E9")]
    [InlineData("\u0661")]
    [InlineData(" ")]
    public void Credentials_WithInjectionCharacter_AreRefusedWithoutEcho(string character)
    {
        var bad = "MARKER" + character;
        foreach (var (parameter, create) in new (string, Func<AwsCredentials>)[]
        {
            ("accessKeyId", () => new AwsCredentials(bad, "s")),
            ("secretAccessKey", () => new AwsCredentials("a", bad)),
            ("sessionToken", () => new AwsCredentials("a", "s", bad)),
        })
        {
            var exception = Assert.Throws<ArgumentException>(parameter, create);
            Assert.DoesNotContain("MARKER", exception.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Credentials_ThatAreEmpty_AreRefused()
    {
        _ = Assert.Throws<ArgumentException>("accessKeyId", () => new AwsCredentials("", "s"));
        _ = Assert.Throws<ArgumentException>("secretAccessKey", () => new AwsCredentials("a", ""));
        _ = Assert.Throws<ArgumentException>("sessionToken", () => new AwsCredentials("a", "s", ""));
        _ = Assert.Throws<ArgumentException>("accessKeyId", () => new AwsCredentials("a,b", "s"));
    }

    [Fact]
    public void Anonymous_AsCredentials_SaysSo()
    {
        Assert.True(AwsCredentials.Anonymous.IsAnonymous);
        Assert.False(Credentials.IsAnonymous);
        Assert.Equal("Anonymous", AwsCredentials.Anonymous.ToString());
    }
}
