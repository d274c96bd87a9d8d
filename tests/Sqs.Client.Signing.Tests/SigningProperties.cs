using FsCheck;
using FsCheck.Fluent;

namespace Sqs.Client.Signing.Tests;

/// <summary>Whatever is signed verifies, in both forms, and no longer does once it is changed.</summary>
public sealed class SigningProperties
{
    private static readonly SigV4Signer Signer = new("eu-west-1", "sqs");
    private static readonly DateTimeOffset Start = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void SignedRequest_OfAnyKind_Verifies() => Prop.ForAll<string[], byte[], PositiveInt>((texts, body, second) =>
    {
        var request = RequestOf(texts ?? [], body ?? []);
        var credentials = new AwsCredentials("AKID", "secret" + second.Get, second.Get % 2 == 0 ? "to/ken+==" : null);
        var time = Start.AddSeconds(second.Get * 7919L);
        var byHeader = SigV4Verifier.Read(Signed.ByHeader(Signer, request, credentials, time));
        var byQuery = SigV4Verifier.Read(Signed.ByQuery(Signer, request, credentials, time, TimeSpan.FromHours(1)));
        return byHeader.Matches(credentials.SecretAccessKey) && byQuery.Matches(credentials.SecretAccessKey)
            && !byHeader.Matches("secret") && !byQuery.Matches("secret");
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Signature_OfShuffledQueryAndHeaderNames_IsTheSame() => Prop.ForAll<string[]>(texts =>
    {
        var request = RequestOf(texts ?? [], []);
        var shuffled = request with
        {
            Query = string.Join('&', request.Query.Split('&').Reverse()),
            Headers = [.. request.Headers!.Reverse().Select(header => new KeyValuePair<string, string>(header.Key.ToUpperInvariant(), $"  {header.Value} "))],
        };
        var credentials = new AwsCredentials("AKID", "secret");
        return Signer.Sign(request, credentials, Start) == Signer.Sign(shuffled, credentials, Start);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    /// <summary>Raw texts, lone surrogates and stray percent signs included, in every place of a request.</summary>
    private static SigV4Request RequestOf(string[] texts, byte[] body)
    {
        var clean = texts.Select(text => new string([.. (text ?? "").Where(letter => letter is >= ' ' and not '\x7f')])).ToArray();
        return new SigV4Request
        {
            Method = body.Length == 0 ? "GET" : "POST",
            Host = "localhost:4566",
            Path = "/" + string.Join('/', clean.Reverse()),
            Query = string.Join('&', clean.Select((text, i) => i % 2 == 0 ? text : text + "=" + i)),
            Headers = [.. clean.Select((text, i) => new KeyValuePair<string, string>("x-h-" + i, text))],
            PayloadHash = SigV4Request.HashPayload(body),
        };
    }
}
