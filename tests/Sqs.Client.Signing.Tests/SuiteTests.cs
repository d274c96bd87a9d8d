namespace Sqs.Client.Signing.Tests;

/// <summary>AWS's own cases: every stage in both forms, the signed request, and the same through the verifier.</summary>
public sealed class SuiteTests
{
    public static TheoryData<string> Names => SuiteCase.Names;

    [Fact]
    public void Suite_OnDisk_HasExactlyTheCasesTested()
    {
        var onDisk = Directory.GetDirectories(SharedMaterial.Path("sigv4-suite", "v4")).Select(Path.GetFileName).Order(StringComparer.Ordinal);
        Assert.Equal(onDisk, SuiteCase.Names.Select(row => row.Data).Order(StringComparer.Ordinal));
        Assert.Equal(38, SuiteCase.Names.Count);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Sign_OfSuiteCase_EqualsEveryStage(string name)
    {
        var suiteCase = new SuiteCase(name);
        var trace = new SigV4Trace();
        var signed = suiteCase.NewSigner().Sign(suiteCase.Message.ToRequest(), suiteCase.Credentials, suiteCase.Time, trace);

        Assert.Equal(suiteCase.Stage("header-canonical-request.txt"), trace.CanonicalRequest);
        Assert.Equal(suiteCase.Stage("header-string-to-sign.txt"), trace.StringToSign);
        Assert.Equal(suiteCase.Stage("header-signature.txt"), trace.Signature);
        Assert.Equal(
            Sorted(HttpText.Parse(suiteCase.Read("header-signed-request.txt")).Headers),
            Sorted([.. suiteCase.Message.Headers, .. Added(signed)]));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Presign_OfSuiteCase_EqualsEveryStage(string name)
    {
        var suiteCase = new SuiteCase(name);
        var trace = new SigV4Trace();
        var query = suiteCase.NewSigner().Presign(
            suiteCase.Message.ToRequest(), suiteCase.Credentials, suiteCase.Time, suiteCase.Expires, trace);

        Assert.Equal(suiteCase.Stage("query-canonical-request.txt"), trace.CanonicalRequest);
        Assert.Equal(suiteCase.Stage("query-string-to-sign.txt"), trace.StringToSign);
        Assert.Equal(suiteCase.Stage("query-signature.txt"), trace.Signature);
        var expected = HttpText.Parse(suiteCase.Read("query-signed-request.txt"));
        Assert.Equal(expected.Query.Split('&').Order(StringComparer.Ordinal), query.Split('&').Order(StringComparer.Ordinal));
        Assert.StartsWith(suiteCase.Message.Query, query, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Verifier_GivenSignedRequestsOfSuite_AcceptsThem(string name)
    {
        var suiteCase = new SuiteCase(name);
        foreach (var (file, kind) in new[] { ("header-signed-request.txt", SigV4ClaimKind.Header), ("query-signed-request.txt", SigV4ClaimKind.Query) })
        {
            var claim = SigV4Verifier.Read(HttpText.Parse(suiteCase.Read(file)).ToRequest());

            Assert.Equal(kind, claim.Kind);
            Assert.Equal(suiteCase.Time, claim.Time);
            Assert.Equal(suiteCase.Credentials.SessionToken, claim.SessionToken);
            Assert.Equal(suiteCase.Stage(kind == SigV4ClaimKind.Header ? "header-canonical-request.txt" : "query-canonical-request.txt"),
                claim.CanonicalRequest(suiteCase.Options));
            Assert.True(claim.Matches(suiteCase.Credentials.SecretAccessKey, suiteCase.Options));
            Assert.False(claim.Matches(suiteCase.Credentials.SecretAccessKey + "x", suiteCase.Options));
        }
    }

    [Theory]
    [MemberData(nameof(Cultures.Names), MemberType = typeof(Cultures))]
    public void Suite_InAnyCulture_EqualsEveryStage(string culture) => Cultures.Run(culture, () =>
    {
        foreach (var name in SuiteCase.Names.Select(row => row.Data))
        {
            Sign_OfSuiteCase_EqualsEveryStage(name);
            Presign_OfSuiteCase_EqualsEveryStage(name);
            Verifier_GivenSignedRequestsOfSuite_AcceptsThem(name);
        }
    });

    private static IEnumerable<KeyValuePair<string, string>> Added(SigV4Headers signed)
    {
        yield return new("X-Amz-Date", signed.Date);
        yield return new("Authorization", signed.Authorization);
        if (signed.SecurityToken is not null)
        {
            yield return new("X-Amz-Security-Token", signed.SecurityToken);
        }

        if (signed.ContentSha256 is not null)
        {
            yield return new("x-amz-content-sha256", signed.ContentSha256);
        }
    }

    /// <summary>By name only: values of a repeated name keep their order.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Sorted(IReadOnlyList<KeyValuePair<string, string>> headers) =>
        headers.OrderBy(header => header.Key.ToLowerInvariant(), StringComparer.Ordinal);
}
