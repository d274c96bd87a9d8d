using QuickStart;
using Sqs.Client;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

// Sends a few messages through a queue and tells what happened. Without arguments it starts the embedded server, so it needs no account and
// no network; with --endpoint, --region and --queue it does the same on any SQS, with the credentials of the environment.
Arguments arguments;
try
{
    arguments = Arguments.Parse(args);
}
catch (ArgumentException bad)
{
    Console.Error.WriteLine(bad.Message);
    Console.Error.WriteLine(Arguments.Usage);
    return 2;
}

try
{
    await using var server = arguments.IsRemote ? null : await LocalSqs.StartAsync();
    await using var client = new SqsClient(server is null
        ? new SqsClientOptions { Endpoint = arguments.Endpoint, Region = arguments.Region }
        : new SqsClientOptions
        {
            Endpoint = server.Endpoint,
            Region = server.Region,
            Credentials = new StaticCredentialsSource(new AwsCredentials(server.AccessKeyId, server.SecretAccessKey)),
        });
    return await new Tour(client, arguments.Queue).RunAsync() ? 0 : 1;
}
catch (SqsException error)
{
    Console.Error.WriteLine($"{error.GetType().Name}: {error.Message}");
    return 1;
}
