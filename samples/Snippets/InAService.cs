using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sqs.Client;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Snippets;

internal static class InAService
{
    public static async Task RunAsync(LocalSqs server)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration["Sqs:Audit:Region"] = "eu-central-1";
        builder.Configuration["Sqs:Audit:CallTimeout"] = "00:00:30";
        Register(builder, server);
        using var host = builder.Build();

        var client = host.Services.GetRequiredService<ISqsClient>();
        await client.ListQueuesAsync(new ListQueuesRequest());
        Console.WriteLine(host.Services.GetRequiredKeyedService<ISqsClient>("audit").GetType().Name);
    }

    private static void Register(HostApplicationBuilder builder, LocalSqs server)
    {
        // Region and credentials from the environment: AWS_REGION, AWS_ACCESS_KEY_ID and its companions.
        builder.Services.AddSqsClient();

        // A second client, by name: [FromKeyedServices("audit")] ISqsClient audit
        builder.Services.AddSqsClient("audit").Configure(builder.Configuration.GetSection("Sqs:Audit"));

        builder.Services.Configure<SqsClientOptions>(options =>
        {
            options.Endpoint = server.Endpoint;
            options.Region = server.Region;
            options.Credentials = new StaticCredentialsSource(new AwsCredentials(server.AccessKeyId, server.SecretAccessKey));
        });
    }
}
