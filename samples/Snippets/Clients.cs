using Sqs.Client;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Snippets;

internal static class Clients
{
    public static SqsClient For(LocalSqs server) => new(new SqsClientOptions
    {
        Endpoint = server.Endpoint,
        Region = server.Region,
        Credentials = KeyOf(server),
    });

    public static StaticCredentialsSource KeyOf(LocalSqs server) => new(new AwsCredentials(server.AccessKeyId, server.SecretAccessKey));
}
