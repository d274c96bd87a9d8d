using Sqs.Client.LocalServer;

namespace Sqs.Client.Tool.Local;

/// <summary>What is said when the server has started: where it is, and what to paste into another shell. Keys that were given are not repeated.</summary>
internal static class StartLines
{
    public static IEnumerable<string> Of(LocalSqs server, LocalSettings settings)
    {
        var signatures = settings.VerifySignatures ? "signatures are verified" : "signatures are not verified";
        yield return $"sqs local listens on {server.Endpoint} (region {settings.Region}, account {settings.Account}, {signatures}). Ctrl+C stops it.";
        yield return $"export AWS_ENDPOINT_URL_SQS={server.Endpoint}";
        yield return $"export AWS_REGION={settings.Region}";
        if (settings.Keys.Count == 0)
        {
            yield return $"export AWS_ACCESS_KEY_ID={server.AccessKeyId}";
            yield return $"export AWS_SECRET_ACCESS_KEY={server.SecretAccessKey}";
        }
    }
}
