using System.Text;
using System.Text.Json;

namespace Sqs.Client.Signing.Tests;

/// <summary>One case of AWS's SigV4 test suite: a request, a context, and every stage of its signature in both forms.</summary>
internal sealed class SuiteCase
{
    private readonly string _folder;

    public SuiteCase(string name)
    {
        _folder = Path.Combine(SharedMaterial.Path("sigv4-suite", "v4"), name);
        Message = HttpText.Parse(Read("request.txt"));
        using var context = JsonDocument.Parse(Read("context.json"));
        var root = context.RootElement;
        var credentials = root.GetProperty("credentials");
        Credentials = new AwsCredentials(
            credentials.GetProperty("access_key_id").GetString()!,
            credentials.GetProperty("secret_access_key").GetString()!,
            credentials.TryGetProperty("token", out var token) ? token.GetString() : null);
        Time = root.GetProperty("timestamp").GetDateTimeOffset();
        Expires = TimeSpan.FromSeconds((double)root.GetProperty("expiration_in_seconds").GetInt32());
        Region = root.GetProperty("region").GetString()!;
        Service = root.GetProperty("service").GetString()!;
        Options = new SigV4Options
        {
            NormalizePath = root.GetProperty("normalize").GetBoolean(),
            SignPayloadHashHeader = root.GetProperty("sign_body").GetBoolean(),
            OmitSessionTokenFromSignature = root.TryGetProperty("omit_session_token", out var omit) && omit.GetBoolean(),
        };
    }

    /// <summary>The names of the 38 cases, written out so that each is a test of its own and none can vanish unseen.</summary>
    public static TheoryData<string> Names { get; } =
    [
        "get-header-key-duplicate", "get-header-value-multiline", "get-header-value-order", "get-header-value-trim",
        "get-relative-normalized", "get-relative-relative-normalized", "get-relative-relative-unnormalized", "get-relative-unnormalized",
        "get-slash-dot-slash-normalized", "get-slash-dot-slash-unnormalized", "get-slash-normalized",
        "get-slash-pointless-dot-normalized", "get-slash-pointless-dot-unnormalized", "get-slash-unnormalized",
        "get-slashes-normalized", "get-slashes-unnormalized", "get-space-normalized", "get-space-unnormalized", "get-unreserved",
        "get-utf8", "get-vanilla", "get-vanilla-empty-query-key", "get-vanilla-query", "get-vanilla-query-order-encoded",
        "get-vanilla-query-order-key-case", "get-vanilla-query-unreserved", "get-vanilla-utf8-query", "get-vanilla-with-session-token",
        "post-header-key-case", "post-header-key-sort", "post-header-value-case", "post-sts-header-after", "post-sts-header-before",
        "post-vanilla", "post-vanilla-empty-query-value", "post-vanilla-query", "post-x-www-form-urlencoded",
        "post-x-www-form-urlencoded-parameters",
    ];

    public HttpText Message { get; }

    public AwsCredentials Credentials { get; }

    public DateTimeOffset Time { get; }

    public TimeSpan Expires { get; }

    public string Region { get; }

    public string Service { get; }

    public SigV4Options Options { get; }

    public SigV4Signer NewSigner() => new(Region, Service, Options);

    public string Read(string file) => File.ReadAllText(Path.Combine(_folder, file), Encoding.UTF8).ReplaceLineEndings("\n");

    /// <summary>A stage's expected text; a few files of the suite end with a line break that does not belong to the stage.</summary>
    public string Stage(string file) => Read(file).TrimEnd('\n');
}
