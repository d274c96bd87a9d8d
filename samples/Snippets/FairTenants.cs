using Microsoft.Extensions.DependencyInjection;
using Sqs.Client;
using Sqs.Client.LocalServer;

namespace Snippets;

internal static class FairTenants
{
    private static readonly AsyncLocal<string?> CurrentTenant = new();

    public static async Task RunAsync(LocalSqs server)
    {
        _ = server.CreateQueue("shared");
        var services = new ServiceCollection();
        services.AddSqsClient()
            .AddFairQueues(options => options.Tenant = () => CurrentTenant.Value);
        services.Configure<SqsClientOptions>(options => (options.Endpoint, options.Region, options.Credentials) = (server.Endpoint, server.Region, Clients.KeyOf(server)));
        await using var provider = services.BuildServiceProvider();
        var queue = await SqsQueue.OpenAsync(provider.GetRequiredService<ISqsClient>(), "shared");

        // From where the request began, say a middleware:
        CurrentTenant.Value = "acme";
        await queue.SendAsync("an order of acme");

        // Or for one message, with any client:
        await queue.SendAsync(((OutgoingMessage)"an order of globex").ForTenant("globex"));
    }
}
