using System.Globalization;
using System.Text;

namespace Sqs.Client.Signing.Tests;

#pragma warning disable CA5394 // The seeds make the requests repeatable.

/// <summary>Requests by chance, as an HTTP stack sends them: paths and queries are escaped. Letters that cultures treat in their own way come often.</summary>
internal sealed class RandomRequest
{
    private const string Letters = "aAiIzZåÅıİßÆœ\u0660\u06F1\u0E59\u200F\u00AD-_.~ !*'();:@&=+$,/?#[]%\"<>\\^`{|}é漢\u0301";
    private static readonly string[] Regions = ["us-east-1", "eu-west-3", "ap-southeast-2", "us-iso-east-1"];

    public RandomRequest(int seed)
    {
        var random = new Random(seed);
        Signer = new SigV4Signer(Regions[random.Next(Regions.Length)], "sqs");
        Credentials = new AwsCredentials(
            "AKID" + Ascii(random, 16), "s/+" + Ascii(random, 40), random.Next(2) == 0 ? Ascii(random, 100) + "/+==" : null);
        Time = new DateTimeOffset(1999, 12, 31, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.NextInt64(4_000_000_000));
        Expires = TimeSpan.FromSeconds((double)random.Next(1, 604_800));
        Body = Text(random, 200);
        Request = new SigV4Request
        {
            Method = random.Next(2) == 0 ? "POST" : "GET",
            Host = random.Next(2) == 0 ? "sqs.eu-west-3.amazonaws.com" : "localhost:4566",
            Path = "/" + string.Join('/', Enumerable.Range(0, random.Next(4)).Select(_ => Uri.EscapeDataString("q" + Text(random, 12)))),
            Query = string.Join('&', Enumerable.Range(0, random.Next(8)).Select(_ => $"{Uri.EscapeDataString("n" + Text(random, 6))}={Uri.EscapeDataString(Text(random, 30))}")),
            Headers = [.. Enumerable.Range(0, random.Next(6)).Select(_ => KeyValuePair.Create(HeaderName(random), HeaderValue(random)))],
            PayloadHash = SigV4Request.HashPayload(Encoding.UTF8.GetBytes(Body)),
        };
    }

    public SigV4Signer Signer { get; }

    public string Body { get; }

    public SigV4Request Request { get; }

    public AwsCredentials Credentials { get; }

    public DateTimeOffset Time { get; }

    public TimeSpan Expires { get; }

    /// <summary>What the library signs otherwise than the implementation written apart; null for nothing.</summary>
    public string? Difference()
    {
        var (expected, actual) = (PlainSigner.Authorization(Signer, Request, Credentials, Time), Signer.Sign(Request, Credentials, Time).Authorization);
        if (!string.Equals(expected, actual, StringComparison.Ordinal))
        {
            return $"{expected}\n{actual}";
        }

        var query = Signer.Presign(Request, Credentials, Time, Expires);
        var signature = "&X-Amz-Signature=" + PlainSigner.QuerySignature(Signer, Request, Credentials, Time, Expires);
        return query.Contains(signature, StringComparison.Ordinal) ? null : $"{signature}\n{query}";
    }

    private static string HeaderName(Random random) => (random.Next(3) == 0 ? "X-Amz-I" : "Content-Id") + random.Next(4).ToString(CultureInfo.InvariantCulture);

    private static string HeaderValue(Random random) => string.Join(random.Next(2) == 0 ? "  " : " ", Enumerable.Range(0, random.Next(4)).Select(_ => Ascii(random, 10)));

    private static string Ascii(Random random, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => (char)(random.Next(2) == 0 ? random.Next('0', '9' + 1) : random.Next('A', 'Z' + 1))));

    private static string Text(Random random, int longest) =>
        string.Concat(Enumerable.Range(0, random.Next(longest + 1)).Select(_ => random.Next(10) == 0
            ? char.ConvertFromUtf32(random.Next(0x10000, 0x20000))
            : Letters[random.Next(Letters.Length)].ToString()));
}
