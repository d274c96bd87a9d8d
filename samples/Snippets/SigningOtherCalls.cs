using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Snippets;

internal static class SigningOtherCalls
{
    public static async Task RunAsync(LocalSqs server)
    {
        var credentials = new StaticCredentialsSource(new AwsCredentials(server.AccessKeyId, server.SecretAccessKey));

        using var handler = new SigV4Handler(credentials, "us-east-1", "sqs") { InnerHandler = new SocketsHttpHandler() };
        using var http = new HttpClient(handler);
        using var answer = await http.GetAsync(new Uri(server.Endpoint, "/?Action=ListQueues&Version=2012-11-05"));
        Console.WriteLine($"A signed GET was answered with {(int)answer.StatusCode}.");
    }
}
