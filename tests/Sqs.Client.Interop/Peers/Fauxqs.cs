namespace Sqs.Client.Interop.Peers;

/// <summary>Fauxqs 1.9.2 (npm), a server that speaks AWS JSON alone.</summary>
public sealed class Fauxqs : PeerServer
{
    private protected override async Task<(Child Child, Uri Endpoint)> StartAsync()
    {
        var environment = new Dictionary<string, string> { ["SQS_PEER_NPM"] = NpmPackages.FolderOf("fauxqs") };
        var node = await NpmPackages.NodeOnPathAsync();
        var endpoint = Child.FreeEndpoint();
        string[] arguments = [Path.Combine(AppContext.BaseDirectory, "Scripts", "fauxqs.mjs"), $"{endpoint.Port}"];
        return (await Child.StartServerAsync(node, arguments, new Uri(endpoint, "health"), environment), endpoint);
    }
}
