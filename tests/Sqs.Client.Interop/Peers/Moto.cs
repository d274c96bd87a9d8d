namespace Sqs.Client.Interop.Peers;

/// <summary>A moto server, which speaks both protocols.</summary>
public sealed class Moto : PeerServer
{
    private protected override async Task<(Child Child, Uri Endpoint)> StartAsync()
    {
        var python = await Programs.PythonAsync("moto", "SQS_PEER_PYTHON", "import moto.server, boto3");
        var endpoint = Child.FreeEndpoint();
        return (await Child.StartServerAsync(python, ["-m", "moto.server", "-H", endpoint.Host, "-p", $"{endpoint.Port}"], new Uri(endpoint, "moto-api/")), endpoint);
    }
}
