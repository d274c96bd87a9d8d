using System.Text.Json;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Sqs.Client.Interop.Peers;

/// <summary>Botocore's signer as a judge: a proxy before our server, which itself checks nothing. Keeps what it judged.</summary>
internal sealed class VerifyingProxy : IAsyncDisposable
{
    private readonly Child _child;
    private readonly LocalSqs _server;
    private readonly string _log;

    private VerifyingProxy(Child child, LocalSqs server, Uri endpoint, string log)
    {
        _child = child;
        _server = server;
        _log = log;
        Endpoint = endpoint;
    }

    public static AwsCredentials Plain { get; } = new("AKIAPLAIN", "plain/secret+==");

    public static AwsCredentials Temporary { get; } = new("ASIATEMPORARY", "other/secret+==", "token/with+all&kinds=of*characters~!");

    public Uri Endpoint { get; }

    public static async Task<VerifyingProxy> StartAsync()
    {
        var script = SharedMaterial.Path("peers", "sigv4_proxy.py");
        var python = await Programs.PythonAsync("botocore", "SQS_PEER_PYTHON", "import botocore.auth");
        var server = await LocalSqs.StartAsync(new LocalSqsOptions { VerifySignatures = false });
        var endpoint = Child.FreeEndpoint();
        var log = Path.GetTempFileName();
        string[] arguments =
        [
            script, $"{endpoint.Port}", server.Endpoint.AbsoluteUri,
            $"{Plain.AccessKeyId}={Plain.SecretAccessKey}", $"{Temporary.AccessKeyId}={Temporary.SecretAccessKey}:{Temporary.SessionToken}",
        ];
        var environment = new Dictionary<string, string> { ["LOG"] = log, ["REGION"] = server.Region };
        var child = await Child.StartServerAsync(python, arguments, new Uri(endpoint, "_proxy/health"), environment);
        return new VerifyingProxy(child, server, endpoint, log);
    }

    public SqsClient NewClient(AwsCredentials credentials, SqsProtocol protocol = SqsProtocol.Query) => new(new SqsClientOptions
    {
        Protocol = protocol,
        Endpoint = Endpoint,
        Region = _server.Region,
        Credentials = new StaticCredentialsSource(credentials),
        MaxAttempts = 1,
        AttemptTimeout = TimeSpan.FromSeconds(60),
    });

    /// <summary>What was judged so far: the method, the action, and the complaint if there was one.</summary>
    public async Task<IReadOnlyList<(string Method, string Action, string? Complaint)>> JudgementsAsync()
    {
        List<(string, string, string?)> judged = [];
        foreach (var line in await File.ReadAllLinesAsync(_log))
        {
            using var exchange = JsonDocument.Parse(line);
            var fields = exchange.RootElement;
            var complaint = fields.GetProperty("err");
            judged.Add((fields.GetProperty("m").GetString()!, ActionOf(fields), complaint.ValueKind == JsonValueKind.Null ? null : complaint.GetRawText()));
        }

        return judged;
    }

    /// <summary>The action: in JSON a header names it.</summary>
    private static string ActionOf(JsonElement exchange)
    {
        var target = exchange.GetProperty("h").EnumerateArray().FirstOrDefault(header => header[0].GetString()!.Equals("x-amz-target", StringComparison.OrdinalIgnoreCase));
        return target.ValueKind == JsonValueKind.Array
            ? target[1].GetString()!["AmazonSQS.".Length..]
            : $"{exchange.GetProperty("p").GetString()}&{exchange.GetProperty("b").GetString()}".Split('?', '&')
                .First(pair => pair.StartsWith("Action=", StringComparison.Ordinal))["Action=".Length..];
    }

    public async ValueTask DisposeAsync()
    {
        await _child.DisposeAsync();
        await _server.DisposeAsync();
        File.Delete(_log);
    }
}
