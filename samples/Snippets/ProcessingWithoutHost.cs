using Sqs.Client;
using Sqs.Client.LocalServer;
using Sqs.Client.Processing;

namespace Snippets;

internal static class ProcessingWithoutHost
{
    public static async Task RunAsync(LocalSqs server)
    {
        server.CreateQueue("errands");
        await using var client = Clients.For(server);
        var queue = await SqsQueue.OpenAsync(client, "errands");
        await queue.SendAsync("milk");
        var warehouse = new Warehouse(expected: 1);

        await using var processor = new SqsProcessor(client, "errands", (delivery, token) => warehouse.PackAsync(delivery.Message.Body, token), Options());
        await processor.StartAsync();
        await warehouse.Done;
        await processor.StopAsync();
    }

    private static SqsProcessorOptions Options()
    {
        var options = new SqsProcessorOptions { VisibilityTimeout = TimeSpan.FromSeconds(60) };
        options.Failures
            .On<FormatException>(FailureAction.DeadLetter)
            .On(error => error is SqsException { Fault: SqsFault.Sender } ? FailureAction.Delete : null);
        options.RetryDelay = VisibilityBackoff.Exponential(TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(15));

        options.DeduplicationStore = new InMemoryDeduplicationStore();
        return options;
    }
}
