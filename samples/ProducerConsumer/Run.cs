using System.Diagnostics;
using System.Globalization;
using Sqs.Client;
using Sqs.Client.LocalServer;
using Sqs.Client.Signing;

namespace ProducerConsumer;

/// <summary>Sets the stage, lets everybody work for the time asked, and says what came of it.</summary>
internal static class Run
{
    private const int CallsAtATime = 10; // through the buffered client, per producer and per consumer

    public static async Task<int> AsAskedAsync(Plan plan, TextWriter output, CancellationToken cancellation)
    {
        await using var server = plan.Endpoint is null ? await LocalSqs.StartAsync(new LocalSqsOptions { Latency = plan.Latency > TimeSpan.Zero ? plan.Latency : null }, cancellation) : null;
        await using var plain = new SqsClient(server is null
            ? new SqsClientOptions { Endpoint = plan.Endpoint, Region = plan.Region }
            : new SqsClientOptions { Endpoint = server.Endpoint, Region = server.Region, Credentials = new StaticCredentialsSource(new AwsCredentials(server.AccessKeyId, server.SecretAccessKey)) });
        await using var client = plan.Mode is Mode.Buffered ? new BufferedSqsClient(plain) : (ISqsClient)plain;
        var created = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = plan.Queue }, cancellation);
        var counts = new Counts();
        var started = Stopwatch.GetTimestamp();

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stop.CancelAfter(plan.Time);
        Task[] work = [.. Producers(plan, await SqsQueue.OpenAsync(client, created.QueueUrl, cancellationToken: cancellation), counts, stop.Token), .. Consumers(plan, client, created.QueueUrl, counts, stop.Token)];
        await Task.WhenAll(work.Append(WatchAsync(counts, output, stop.Token)));

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{plan.Mode}: {plan.Producers} producers sent {counts.Produced:N0} messages ({counts.Produced / seconds:N0}/s), {plan.Consumers} consumers deleted {counts.Consumed:N0} ({counts.Consumed / seconds:N0}/s) in {seconds:N1} s; {counts.Retried:N0} retried{(server is null ? "" : $"; {server.RequestCount:N0} requests")}."));
        return 0;
    }

    private static IEnumerable<Task> Producers(Plan plan, SqsQueue queue, Counts counts, CancellationToken stop)
    {
        var producer = new Producer(queue, counts);
        return Enumerable.Range(0, plan.Mode is Mode.Buffered ? plan.Producers * CallsAtATime : plan.Producers)
            .Select(_ => plan.Mode is Mode.Batch ? producer.SendBatchesAsync(stop) : producer.SendSinglyAsync(stop));
    }

    private static IEnumerable<Task> Consumers(Plan plan, ISqsClient client, string queueUrl, Counts counts, CancellationToken stop)
    {
        var consumer = new Consumer(client, queueUrl, counts);
        return Enumerable.Range(0, plan.Mode is Mode.Buffered ? plan.Consumers * CallsAtATime : plan.Consumers)
            .Select(_ => plan.Mode is Mode.Batch ? consumer.ReceiveBatchesAsync(stop) : consumer.ReceiveSinglyAsync(stop));
    }

    private static async Task WatchAsync(Counts counts, TextWriter output, CancellationToken stop)
    {
        var (produced, consumed) = (0L, 0L);
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            var (sent, deleted) = (counts.Produced, counts.Consumed);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"produced {sent,9:N0} (+{sent - produced:N0})   consumed {deleted,9:N0} (+{deleted - consumed:N0})   retried {counts.Retried:N0}"));
            (produced, consumed) = (sent, deleted);
        }
    }
}
