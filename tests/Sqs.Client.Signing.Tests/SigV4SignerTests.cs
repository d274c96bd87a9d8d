using System.Globalization;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Signing.Tests;

public sealed class SigV4SignerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly AwsCredentials Credentials = new("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

    private static readonly SigV4Request Request = new()
    {
        Method = "POST",
        Host = "sqs.us-east-1.amazonaws.com",
        Path = "/",
        Headers = [new("Content-Type", "application/x-amz-json-1.0"), new("X-Amz-Target", "AmazonSQS.SendMessage")],
        PayloadHash = SigV4Request.EmptyPayloadHash,
    };

    private readonly SigV4Signer _signer = new("us-east-1", "sqs");

    [Theory]
    [InlineData("x@evil:443/#")]
    [InlineData("us-east-1.evil.com")]
    [InlineData("../")]
    [InlineData("us-east-1\n")]
    [InlineData("\nus-east-1")]
    [InlineData("us-east-\u0661")]
    [InlineData("us-\u212Aast")]
    [InlineData("")]
    [InlineData(" us-east-1")]
    [InlineData("10.0.0.1")]
    [InlineData("123")]
    [InlineData("-us")]
    [InlineData("us-")]
    [InlineData("us_east")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Region_ThatIsNoHostLabel_IsRefused(string region) =>
        Assert.Throws<ArgumentException>("region", () => new SigV4Signer(region, "sqs"));

    [Theory]
    [InlineData("us-east-1")]
    [InlineData("us-gov-west-1")]
    [InlineData("cn-northwest-1")]
    [InlineData("us-isob-east-1")]
    [InlineData("eusc-de-east-1")]
    [InlineData("aws-global")]
    [InlineData("local")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public void Region_ThatIsAHostLabel_Passes(string region) => Assert.Equal(region, new SigV4Signer(region, "sqs").Region);

    [Theory]
    [InlineData("")]
    [InlineData("s/qs")]
    [InlineData("sqs\n")]
    [InlineData("sqs, x")]
    public void Service_ThatBreaksAScope_IsRefused(string service) =>
        Assert.Throws<ArgumentException>("service", () => new SigV4Signer("us-east-1", service));

    [Fact]
    public void Sign_WithAnonymousCredentials_Throws()
    {
        _ = Assert.Throws<ArgumentException>("credentials", () => _signer.Sign(Request, AwsCredentials.Anonymous, Noon));
        _ = Assert.Throws<ArgumentException>("credentials", () => _signer.Presign(Request, AwsCredentials.Anonymous, Noon, TimeSpan.FromMinutes(1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(0.999)]
    [InlineData(1.5)]
    [InlineData((7 * 86_400) + 1)]
    public void Presign_WithExpiryOutOfRange_Throws(double seconds) => Assert.Throws<ArgumentOutOfRangeException>(
        "expires", () => _signer.Presign(Request, Credentials, Noon, TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(1)]
    [InlineData(7 * 86_400)]
    public void Presign_WithExpiryAtItsLimits_Passes(int seconds) => Assert.Contains(
        string.Create(CultureInfo.InvariantCulture, $"&X-Amz-Expires={seconds}&"),
        _signer.Presign(Request, Credentials, Noon, TimeSpan.FromSeconds((double)seconds)),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("a\r\nEvil: 1")]
    [InlineData("a\rb")]
    [InlineData("a\nb")]
    [InlineData("a\0b")]
    [InlineData("a\n")]
    [InlineData("a\u007Fb")]
    [InlineData("a\u001Bb")]
    public void Sign_WithControlCharacterInHeaderValue_Throws(string value) => Assert.Throws<ArgumentException>(
        "request", () => _signer.Sign(Request with { Headers = [new("X-Custom", value)] }, Credentials, Noon));

    [Theory]
    [InlineData("")]
    [InlineData("X Custom")]
    [InlineData("X-Custom\r\n")]
    [InlineData("X:Custom")]
    [InlineData("X-\u00E9")]
    public void Sign_WithBadHeaderName_Throws(string name) => Assert.Throws<ArgumentException>(
        "request", () => _signer.Sign(Request with { Headers = [new(name, "v")] }, Credentials, Noon));

    [Fact]
    public void Sign_WithBrokenParts_Throws()
    {
        foreach (var broken in new[]
        {
            Request with { Host = "a\r\nb" }, Request with { Host = "a/b" }, Request with { Host = "user@a" }, Request with { Host = "" },
            Request with { Host = null! }, Request with { Method = "" }, Request with { Method = "GET /" }, Request with { Method = null! },
            Request with { Path = "/a\nb" }, Request with { Query = "a=\r" }, Request with { PayloadHash = "" }, Request with { PayloadHash = null! },
            Request with { PayloadHash = SigV4Request.EmptyPayloadHash.ToUpperInvariant() }, Request with { PayloadHash = "0\n" },
        })
        {
            _ = Assert.Throws<ArgumentException>("request", () => _signer.Sign(broken, Credentials, Noon));
            _ = Assert.Throws<ArgumentException>("request", () => _signer.Presign(broken, Credentials, Noon, TimeSpan.FromSeconds(1)));
        }
    }

    [Fact]
    public void Sign_OfRequestSignedBefore_ReplacesItsSignatureHeaders()
    {
        var temporary = new AwsCredentials("AKIDEXAMPLE", "secret", "token");
        var signedBefore = Signed.ByHeader(_signer, Request, temporary, Noon.AddHours(-1));
        Assert.Equal(_signer.Sign(Request, Credentials, Noon), _signer.Sign(signedBefore, Credentials, Noon));
    }

    [Fact]
    public void Presign_OfQuerySignedBefore_ReplacesItsParameters()
    {
        var request = Request with { Query = "Action=ListQueues" };
        var before = Signed.ByQuery(_signer, request, new AwsCredentials("A", "B", "token"), Noon.AddHours(-1), TimeSpan.FromHours(1));
        Assert.Equal(
            _signer.Presign(request, Credentials, Noon, TimeSpan.FromMinutes(1)), _signer.Presign(before, Credentials, Noon, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void Sign_WithUnsignedPayload_SendsTheHashHeader() =>
        Assert.Equal("UNSIGNED-PAYLOAD", _signer.Sign(Request with { PayloadHash = SigV4Request.UnsignedPayload }, Credentials, Noon).ContentSha256);

    [Fact]
    public void Sign_WithLocalOffset_SignsUtc() =>
        Assert.Equal(_signer.Sign(Request, Credentials, Noon), _signer.Sign(Request, Credentials, Noon.ToOffset(TimeSpan.FromHours(9))));

    [Fact]
    public void KeyCache_AcrossMidnight_ChangesTheKey()
    {
        var clock = new VirtualClock(new DateTimeOffset(2026, 12, 31, 23, 59, 58, TimeSpan.Zero));
        var days = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            var claim = SigV4Verifier.Read(Signed.ByHeader(_signer, Request, Credentials, clock.GetUtcNow()));
            Assert.True(claim.Matches(Credentials.SecretAccessKey));
            days.Add(claim.Scope.Date);
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(["20261231", "20261231", "20270101", "20270101", "20270101"], days);
        Assert.Equal(2, _signer.Keys.Count);
    }

    [Fact]
    public void KeyCache_WithChangedSecretAndRegion_NeverMixesKeys()
    {
        var other = new SigV4Signer("eu-west-1", "sqs");
        for (var i = 0; i < 100; i++)
        {
            var credentials = new AwsCredentials("SAMEKEY", string.Create(CultureInfo.InvariantCulture, $"secret{i % 40}"));
            foreach (var signer in new[] { _signer, other })
            {
                var claim = SigV4Verifier.Read(Signed.ByHeader(signer, Request, credentials, Noon));
                Assert.True(claim.Matches(credentials.SecretAccessKey));
                Assert.Equal(signer.Region, claim.Scope.Region);
            }
        }

        Assert.Equal(SigningKeyCache.Capacity, _signer.Keys.Count);
    }

    [Fact]
    public async Task Signer_UsedBySixteenTasks_SignsEveryRequestRight()
    {
        AwsCredentials[] accounts = [Credentials, new("AKIDOTHER", "another", "token")];
        var wrong = await Task.WhenAll(Enumerable.Range(0, 16).Select(task => Task.Run(() =>
        {
            var failures = 0;
            for (var i = 0; i < 5_000; i++)
            {
                var credentials = accounts[i % 2];
                var request = Request with { Path = string.Create(CultureInfo.InvariantCulture, $"/{task}/{i}") };
                var received = Signed.ByHeader(_signer, request, credentials, Noon.AddSeconds(i % 3).AddDays(task % 2));
                failures += SigV4Verifier.Read(received).Matches(credentials.SecretAccessKey) ? 0 : 1;
            }

            return failures;
        }, TestContext.Current.CancellationToken)));

        Assert.Equal(0, wrong.Sum());
    }

    [Fact]
    public async Task Sign_AfterWarmUp_AllocatesAtMost512Bytes()
    {
        // Code of the runtime that is not optimized yet boxes; so batches are run until it has been, at most ten seconds.
        var bytes = long.MaxValue;
        for (var batch = 0; batch < 100 && bytes > 512; batch++)
        {
            bytes = Math.Min(bytes, BytesPerSignature());
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes} bytes per signature");
        Assert.InRange(bytes, 0, 512);
    }

    private long BytesPerSignature()
    {
        const int Rounds = 1_000;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Rounds; i++)
        {
            _ = _signer.Sign(Request, Credentials, Noon.AddMilliseconds(i)); // signatures of one second share their date
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
    }
}
