using System.Globalization;
using System.Text.Json;

namespace Sqs.Client.Signing.Tests;

/// <summary>One line of <c>sigv4-sqs.jsonl</c>, on which three independent implementations agree.</summary>
internal sealed class VectorCase
{
    private readonly JsonElement _line;

    private VectorCase(JsonElement line)
    {
        _line = line;
        var credentials = line.GetProperty("credentials");
        Credentials = new AwsCredentials(
            credentials.GetProperty("access_key").GetString()!,
            credentials.GetProperty("secret_key").GetString()!,
            credentials.GetProperty("session_token").GetString());
        Request = ReadRequest();
    }

    public static IReadOnlyList<VectorCase> All => [.. SharedMaterial.Lines("vectors", "sigv4-sqs.jsonl").Select(Parse)];

    public string Id => Text("id") + " " + Text("class") + " " + Mode;

    public string Mode => Text("mode");

    public bool IsPresigned => Mode.StartsWith("presign", StringComparison.Ordinal);

    public string Region => Text("region");

    public string Service => Text("service");

    public string Url => Text("url");

    public AwsCredentials Credentials { get; }

    public SigV4Request Request { get; }

    public DateTimeOffset Time => DateTimeOffset.ParseExact(
        Text("time"), "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public TimeSpan Expires => TimeSpan.FromSeconds((double)_line.GetProperty("expires").GetInt32());

    public string? Expected(string name) => _line.GetProperty("expected").GetProperty(name).GetString();

    public IReadOnlyList<KeyValuePair<string, string>> ExpectedAddedHeaders => Pairs(_line.GetProperty("expected").GetProperty("added_headers"));

    public SigV4Signer NewSigner() => new(Region, Service);

    private static VectorCase Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        return new VectorCase(document.RootElement.Clone());
    }

    private string Text(string name) => _line.GetProperty(name).GetString()!;

    /// <summary>The URL is cut by hand, since System.Uri would rewrite the odd paths; the host as every HTTP stack sends it.</summary>
    private SigV4Request ReadRequest()
    {
        var scheme = Url[..Url.IndexOf("://", StringComparison.Ordinal)];
        var rest = Url[(scheme.Length + 3)..];
        var slash = rest.IndexOfAny(['/', '?']);
        var host = (slash < 0 ? rest : rest[..slash]).ToLowerInvariant();
        var defaultPort = scheme == "https" ? ":443" : ":80";
        var target = slash < 0 ? "" : rest[slash..];
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return new SigV4Request
        {
            Method = Text("method"),
            Host = host.EndsWith(defaultPort, StringComparison.Ordinal) ? host[..^defaultPort.Length] : host,
            Path = question < 0 ? target : target[..question],
            Query = question < 0 ? "" : target[(question + 1)..],
            Headers = Pairs(_line.GetProperty("headers")),
            PayloadHash = Mode == "header-unsigned"
                ? SigV4Request.UnsignedPayload
                : SigV4Request.HashPayload(Convert.FromBase64String(Text("body_base64"))),
        };
    }

    private static List<KeyValuePair<string, string>> Pairs(JsonElement pairs) =>
        [.. pairs.EnumerateArray().Select(pair => new KeyValuePair<string, string>(pair[0].GetString()!, pair[1].GetString()!))];
}
