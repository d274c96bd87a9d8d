using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace Sqs.Client.LocalServer.Registration;

/// <summary>
/// Replaces the primary handler of the SQS clients of a container. They are known by the names of their HTTP clients, which the client
/// documents: <c>Sqs.Client</c>, and <c>Sqs.Client:name</c> for a keyed one.
/// </summary>
internal sealed class ClientsToLocalSqs(LocalSqs server) : IPostConfigureOptions<HttpClientFactoryOptions>
{
    private const string Client = "Sqs.Client";

    public void PostConfigure(string? name, HttpClientFactoryOptions options)
    {
        if (name is not null && (name is Client || name.StartsWith(Client + ":", StringComparison.Ordinal)))
        {
            options.HttpMessageHandlerBuilderActions.Add(builder => builder.PrimaryHandler = server.CreateHandler());
        }
    }
}
