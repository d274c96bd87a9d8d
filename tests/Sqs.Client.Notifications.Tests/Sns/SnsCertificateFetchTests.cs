using System.Net;
using Sqs.Client.LocalServer;

namespace Sqs.Client.Notifications.Tests.Sns;

public sealed class SnsCertificateFetchTests : IDisposable
{
    private static readonly SnsNotification Plain = SnsNotification.Read(Documents.In(Documents.Notification));

    private readonly Signer _signer = new();
    private readonly VirtualClock _clock = new(Signer.Start.AddDays(1));

    public void Dispose() => _signer.Dispose();

    [Theory]
    [InlineData("https://sns.us-west-2.amazonaws.com/SimpleNotificationService-0.pem", "us-west-2")]
    [InlineData("https://SNS.us-west-2.amazonaws.com:443/x.pem", "us-west-2")]
    [InlineData("https://sns.us-gov-west-1.amazonaws.com/x.pem", "us-gov-west-1")]
    [InlineData("https://sns.cn-north-1.amazonaws.com.cn/x.pem", "cn-north-1")]
    [InlineData("https://sns.eusc-de-east-1.amazonaws.eu/x.pem", "eusc-de-east-1")]
    [InlineData("https://sns.us-iso-east-1.c2s.ic.gov/x.pem", "us-iso-east-1")]
    [InlineData("http://sns.us-west-2.amazonaws.com/x.pem", null)]
    [InlineData("https://sns.us-west-2.amazonaws.com:8443/x.pem", null)]
    [InlineData("https://user@sns.us-west-2.amazonaws.com/x.pem", null)]
    [InlineData("https://sns.us-west-2.amazonaws.com@example.com/x.pem", null)]
    [InlineData("https://sns.us-west-2.amazonaws.com.example.com/x.pem", null)]
    [InlineData("https://sns.us-west-2.amazonaws.com.cn/x.pem", null)]
    [InlineData("https://sns.cn-north-1.amazonaws.com/x.pem", null)]
    [InlineData("https://sns.us-west-2.amazonaws.example/x.pem", null)]
    [InlineData("https://sns.amazonaws.com/x.pem", null)]
    [InlineData("https://evil.sns.us-west-2.amazonaws.com/x.pem", null)]
    [InlineData("https://sns.us-west-2.s3.amazonaws.com/x.pem", null)]
    [InlineData("https://sns-us-west-2.amazonaws.com/x.pem", null)]
    [InlineData("https://sns.us-west-2.amazonaws.com./x.pem", null)]
    [InlineData("https://sns.us-west-2.amazonaws.com/", null)]
    [InlineData("https://sns.us-west-2.amazonaws.com/.x.pem/", null)]
    [InlineData("https://sns.us-west-2.amazonaws.com/a/x.pem", null)]
    [InlineData("https://sns.us-west-2.amazonaws.com/x.pem?a=b", null)]
    [InlineData("https://sns.us-west-2.amazonaws.com/?Action=Publish&x=.pem", null)]
    [InlineData("https://sns.us-west-2.amazonaws.com/x.pem#y", null)]
    [InlineData("https://sns.us-west-2.amazonaws.com/x%2Fy.pem", null)]
    [InlineData("https://127.0.0.1/x.pem", null)]
    [InlineData("file:///etc/x.pem", null)]
    [InlineData("x.pem", null)]
    public async Task CertificateUrl_IsFetchedFromHostsOfSnsAlone(string url, string? region)
    {
        using var host = new CertificateHost(_signer.Pem);
        using var http = new HttpClient(host);
        using var verifier = new SnsSignatureVerifier(http, new SnsSignatureOptions { TimeProvider = _clock, RequireNameOfSns = false });
        var signed = _signer.Sign(Plain with { TopicArn = $"arn:aws:sns:{region ?? "us-west-2"}:123456789012:MyTopic" }) with { SigningCertURL = url };

        Assert.Equal(region is null ? SnsSignatureFailure.UntrustedCertificateUrl : null, await SnsSignatureVerifierTests.FailureAsync(verifier, signed));
        Assert.Equal(region is null ? 0 : 1, host.Asked.Count);
    }

    [Fact]
    public async Task CertificateUrl_OfAnotherRegion_IsRefusedUnlessAllowed()
    {
        using var host = new CertificateHost(_signer.Pem);
        using var http = new HttpClient(host);
        using var strict = new SnsSignatureVerifier(http, new SnsSignatureOptions { TimeProvider = _clock });
        using var lax = new SnsSignatureVerifier(http, new SnsSignatureOptions { TimeProvider = _clock, RequireRegionOfTopic = false });
        var signed = _signer.Sign(Plain) with { SigningCertURL = "https://sns.us-east-1.amazonaws.com/x.pem" };
        Assert.Equal(SnsSignatureFailure.UntrustedCertificateUrl, await SnsSignatureVerifierTests.FailureAsync(strict, signed));
        Assert.Empty(host.Asked);
        await lax.VerifyAsync(signed);
    }

    [Fact]
    public async Task Certificates_AreKeptForTheirTime_AndNoMoreThanTheBound()
    {
        using var host = new CertificateHost(_signer.Pem);
        using var http = new HttpClient(host);
        using var verifier = new SnsSignatureVerifier(http, new SnsSignatureOptions { TimeProvider = _clock, MaxCachedCertificates = 2, CacheTime = TimeSpan.FromHours(1) });
        await VerifyAsync("a", "a", "b", "a", "b");
        Assert.Equal(["a", "b"], Names());
        _clock.Advance(TimeSpan.FromHours(1));
        await VerifyAsync("a", "a");
        Assert.Equal(["a", "b", "a"], Names());
        await VerifyAsync("c", "a", "b"); // b was not used for the longest time when c came
        Assert.Equal(["a", "b", "a", "c", "b"], Names());
        Assert.Equal(2, verifier.CachedCertificates);

        async Task VerifyAsync(params string[] names)
        {
            foreach (var name in names)
            {
                await verifier.VerifyAsync(_signer.Sign(Plain) with { SigningCertURL = $"https://sns.us-west-2.amazonaws.com/{name}.pem" });
            }
        }

        IEnumerable<string> Names() => host.Asked.Select(url => url.AbsolutePath[1..^4]);
    }

    [Fact]
    public async Task ManyDocumentsAtOnce_CostOneFetch()
    {
        var open = new TaskCompletionSource();
        using var host = new CertificateHost(async (_, _) =>
        {
            await open.Task;
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(_signer.Pem) };
        });
        using var http = new HttpClient(host);
        using var verifier = new SnsSignatureVerifier(http, new SnsSignatureOptions { TimeProvider = _clock });
        var signed = _signer.Sign(Plain);
        var all = Task.WhenAll(Enumerable.Range(0, 20).Select(_ => verifier.VerifyAsync(signed)));
        open.SetResult();
        await all;
        Assert.Single(host.Asked);
    }

    [Fact]
    public async Task Failure_OfTheHost_IsTransientAndNotKept()
    {
        var answers = new Queue<Func<Task<HttpResponseMessage>>>(
        [
            () => Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound)),
            () => Task.FromResult(new HttpResponseMessage(HttpStatusCode.Found) { Headers = { Location = new Uri("https://example.com/x.pem") } }),
            () => throw new HttpRequestException("No such host."),
            () => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(_signer.Pem) }),
        ]);
        using var http = new HttpClient(new CertificateHost((_, _) => answers.Dequeue()()));
        using var verifier = new SnsSignatureVerifier(http, new SnsSignatureOptions { TimeProvider = _clock });
        var signed = _signer.Sign(Plain);
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(SnsSignatureFailure.CertificateUnavailable, await SnsSignatureVerifierTests.FailureAsync(verifier, signed));
        }

        await verifier.VerifyAsync(signed);
    }

    [Fact]
    public async Task Redirect_ThatTheHandlerFollowed_IsRefused()
    {
        using var http = new HttpClient(new CertificateHost((_, _) => Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
        {
            Content = new StringContent(_signer.Pem),
            RequestMessage = new HttpRequestMessage(HttpMethod.Get, "https://example.com/x.pem"),
        })));
        using var verifier = new SnsSignatureVerifier(http, new SnsSignatureOptions { TimeProvider = _clock });
        Assert.Equal(SnsSignatureFailure.UntrustedCertificateUrl, await SnsSignatureVerifierTests.FailureAsync(verifier, _signer.Sign(Plain)));
    }

    [Fact]
    public async Task Host_ThatIsSilent_IsGivenUpInTime_AndTheCallersTokenIsHisOwn()
    {
        using var host = new CertificateHost(async (_, token) =>
        {
            await Task.Delay(Timeout.Infinite, token);
            return new HttpResponseMessage();
        });
        using var http = new HttpClient(host) { Timeout = Timeout.InfiniteTimeSpan };
        using var verifier = new SnsSignatureVerifier(http, new SnsSignatureOptions { TimeProvider = _clock });
        var failing = SnsSignatureVerifierTests.FailureAsync(verifier, _signer.Sign(Plain));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(SnsSignatureFailure.CertificateUnavailable, await failing);

        using var mine = new CancellationTokenSource();
        var waiting = verifier.VerifyAsync(_signer.Sign(Plain), mine.Token);
        await mine.CancelAsync();
        _ = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }
}
