using System.Globalization;

namespace Sqs.Client.Signing.Tests;

/// <summary>The 300 vectors that are made for SQS: headers, presigned, unsigned payloads; odd hosts, paths, queries and headers.</summary>
public sealed class VectorTests
{
    [Theory]
    [MemberData(nameof(Cultures.Names), MemberType = typeof(Cultures))]
    public void Vectors_InAnyCulture_EqualEveryStage(string culture) => Cultures.Run(culture, AssertAll);

    [Fact]
    public void Vectors_WithPayloadHashHeaderOption_EqualThoseWhereTheCallerSetsIt()
    {
        var cases = VectorCase.All.Where(vector => vector.Mode == "header-sha256").ToList();
        Assert.NotEmpty(cases);
        foreach (var vector in cases)
        {
            var signer = new SigV4Signer(vector.Region, vector.Service, new SigV4Options { SignPayloadHashHeader = true });
            var signed = signer.Sign(vector.Request, vector.Credentials, vector.Time);
            Assert.Equal(vector.Expected("authorization"), signed.Authorization);
            Assert.Equal(vector.Request.PayloadHash, signed.ContentSha256);
        }
    }

    [Fact]
    public void Verifier_GivenEveryVector_AcceptsItAndRefusesOneFlippedBit()
    {
        var failures = new List<string>();
        foreach (var vector in VectorCase.All)
        {
            var received = Received(vector);
            Note(failures, vector, "original", expected: true, Matches(received, vector));
            Note(failures, vector, "body", expected: false, Matches(received with { PayloadHash = FlipHash(received.PayloadHash) }, vector));
            Note(failures, vector, "path", expected: false, Matches(received with { Path = FlipPath(received.Path) }, vector));
            Note(failures, vector, "query", expected: false, Matches(received with { Query = FlipQuery(received.Query) }, vector));
            Note(failures, vector, "host", expected: false, Matches(received with { Host = Signed.Flip(received.Host) }, vector));
            Note(failures, vector, "method", expected: false, Matches(received with { Method = Signed.Flip(received.Method) }, vector));
            foreach (var name in vector.Expected("signed_headers")!.Split(';').Where(name => name != "host"))
            {
                Note(failures, vector, name, expected: false, Matches(received.WithHeader(name, Signed.Flip), vector));
            }

            Note(failures, vector, "time", expected: false, Matches(WithOtherTime(received, vector), vector));
        }

        Assert.Empty(failures);
    }

    private static void AssertAll()
    {
        var failures = new List<string>();
        var cases = VectorCase.All;
        Assert.Equal(300, cases.Count);
        foreach (var vector in cases)
        {
            Compare(failures, vector);
        }

        Assert.Empty(failures);
    }

    private static void Compare(List<string> failures, VectorCase vector)
    {
        var trace = new SigV4Trace();
        if (vector.IsPresigned)
        {
            var query = vector.NewSigner().Presign(vector.Request, vector.Credentials, vector.Time, vector.Expires, trace);
            var question = vector.Url.IndexOf('?', StringComparison.Ordinal);
            Differ(failures, vector, "signed_url", (question < 0 ? vector.Url : vector.Url[..question]) + "?" + query);
        }
        else
        {
            var signed = vector.NewSigner().Sign(vector.Request, vector.Credentials, vector.Time, trace);
            Differ(failures, vector, "authorization", signed.Authorization);
            Differ(failures, vector, "added_headers", vector.ExpectedAddedHeaders, Added(signed));
        }

        Differ(failures, vector, "canonical_request", trace.CanonicalRequest);
        Differ(failures, vector, "string_to_sign", trace.StringToSign);
        Differ(failures, vector, "signing_key_hex", trace.SigningKeyHex);
        Differ(failures, vector, "signature", trace.Signature);
        Differ(failures, vector, "signed_headers", trace.CanonicalRequest.Split('\n')[^2]);
    }

    private static List<KeyValuePair<string, string>> Added(SigV4Headers signed)
    {
        var added = new List<KeyValuePair<string, string>> { new("X-Amz-Date", signed.Date) };
        if (signed.SecurityToken is not null)
        {
            added.Add(new("X-Amz-Security-Token", signed.SecurityToken));
        }

        if (signed.ContentSha256 is not null)
        {
            added.Add(new("X-Amz-Content-SHA256", signed.ContentSha256));
        }

        added.Add(new("Authorization", signed.Authorization));
        return added;
    }

    private static void Differ(List<string> failures, VectorCase vector, string what, string actual)
    {
        if (!string.Equals(vector.Expected(what), actual, StringComparison.Ordinal))
        {
            failures.Add($"{vector.Id}: {what}\n expected {vector.Expected(what)}\n actual   {actual}");
        }
    }

    private static void Differ(
        List<string> failures, VectorCase vector, string what, IEnumerable<KeyValuePair<string, string>> expected, List<KeyValuePair<string, string>> actual)
    {
        if (!expected.SequenceEqual(actual))
        {
            failures.Add($"{vector.Id}: {what}");
        }
    }

    private static SigV4Request Received(VectorCase vector) => vector.IsPresigned
        ? vector.Request with { Query = vector.Expected("signed_url")!.Split('?', 2)[1] }
        : vector.Request with { Headers = [.. vector.Request.Headers!, .. vector.ExpectedAddedHeaders] };

    private static bool Matches(SigV4Request received, VectorCase vector) =>
        SigV4Verifier.Read(received).Matches(vector.Credentials.SecretAccessKey);

    private static void Note(List<string> failures, VectorCase vector, string what, bool expected, bool actual)
    {
        if (expected != actual)
        {
            failures.Add($"{vector.Id}: {what} gave {actual}");
        }
    }

    private static string FlipHash(string hash) => hash == SigV4Request.UnsignedPayload ? SigV4Request.EmptyPayloadHash : Signed.Flip(hash);

    /// <summary>Not in a segment that the next one, "..", takes away.</summary>
    private static string FlipPath(string path) => path.EndsWith("..", StringComparison.Ordinal) ? path + "a" : Signed.Flip(path);

    private static string FlipQuery(string query) => query.Length == 0 ? "a=" : Signed.Flip(query);

    private static SigV4Request WithOtherTime(SigV4Request received, VectorCase vector)
    {
        var stamp = vector.Time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var other = stamp[..^2] + (stamp[^2] == '9' ? '8' : (char)(stamp[^2] + 1)) + "Z";
        return vector.IsPresigned
            ? received with { Query = received.Query.Replace("X-Amz-Date=" + stamp, "X-Amz-Date=" + other, StringComparison.Ordinal) }
            : received.WithHeader("x-amz-date", _ => other);
    }
}
