using Amazon.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Sqs.Client;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace Snippets;

internal static class CredentialsOfTheSdk
{
    public static async Task RunAsync(LocalSqs server)
    {
        Register(new ServiceCollection());
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var file = Path.Combine(folder.FullName, "credentials");
            await File.WriteAllTextAsync(file, $"[orders]\naws_access_key_id = {server.AccessKeyId}\naws_secret_access_key = {server.SecretAccessKey}\nregion = us-east-1\n");
            await InServicesAsync(server, file);
            await WithoutContainerAsync(server, new AwsCredentialsOptions { Profile = "orders", CredentialsFile = file });
            await OwnCredentialsAsync(server, new BasicAWSCredentials(server.AccessKeyId, server.SecretAccessKey));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Register(IServiceCollection services)
    {
        services.AddSqsClient().UseAwsCredentials();
        services.AddSqsClient("archive").UseAwsCredentials(options => options.Profile = "archive");
    }

    private static async Task InServicesAsync(LocalSqs server, string file)
    {
        var services = new ServiceCollection();
        services.AddSqsClient(client => client.Endpoint = server.Endpoint).UseAwsCredentials(options =>
        {
            options.Profile = "orders";
            options.CredentialsFile = file;
        });

        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<ISqsClient>().ListQueuesAsync(new ListQueuesRequest());
    }

    private static async Task WithoutContainerAsync(LocalSqs server, AwsCredentialsOptions options)
    {
        await using var credentials = new AwsSdkCredentialsSource(options);
        var region = await AwsSdkRegion.FindAsync(options); // asks the EC2 instance where nothing else names a region
        await using var client = new SqsClient(new SqsClientOptions { Endpoint = server.Endpoint, Region = region, Credentials = credentials });

        try
        {
            await client.ListQueuesAsync(new ListQueuesRequest());
        }
        catch (CredentialsUnavailableException exception)
        {
            Console.WriteLine(exception.Message); // each place that was tried, and why it gave nothing
        }
    }

    private static async Task OwnCredentialsAsync(LocalSqs server, AWSCredentials own)
    {
        await using var credentials = new AwsSdkCredentialsSource(own);
        await using var client = new SqsClient(new SqsClientOptions { Endpoint = server.Endpoint, Region = "us-east-1", Credentials = credentials });
        await client.ListQueuesAsync(new ListQueuesRequest());
    }
}
