using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Sqs.Client;

namespace Worker;

/// <summary>Fills both queues, at most 20,000 messages ahead of the handlers, and ends the program when all is handled.</summary>
internal sealed class Producer(ISqsClient client, Tally tally, IHostApplicationLifetime lifetime) : BackgroundService
{
    private const int Chunk = 500;
    private const int Accounts = 50;
    private const int MostAhead = 20_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var orders = await SqsQueue.OpenAsync(client, "orders", cancellationToken: stoppingToken);
        var ledger = await SqsQueue.OpenAsync(client, "ledger.fifo", cancellationToken: stoppingToken);
        for (int order = 0, entry = 0; order < tally.Orders || entry < tally.Entries;)
        {
            var someOrders = Enumerable.Range(order, Math.Min(Chunk, tally.Orders - order)).Select(NewOrder).ToList();
            var someEntries = Enumerable.Range(entry, Math.Min(Chunk, tally.Entries - entry)).Select(NewEntry).ToList();
            _ = await Task.WhenAll(orders.SendManyAsync(someOrders, stoppingToken), ledger.SendManyAsync(someEntries, stoppingToken));
            (order, entry) = (order + someOrders.Count, entry + someEntries.Count);
            while (order + entry - tally.Handled > MostAhead)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), stoppingToken);
            }
        }

        await tally.Done.WaitAsync(stoppingToken);
        lifetime.StopApplication();
    }

    private static OutgoingMessage NewOrder(int number) =>
        new() { Body = JsonSerializer.SerializeToUtf8Bytes(new Order(number, "Ada", 12.50m), WorkerJson.Default.Order) };

    // The account's own count, from 0, so that the handler sees whether one is missing.
    private static OutgoingMessage NewEntry(int number) => new()
    {
        Body = (number / Accounts).ToString(CultureInfo.InvariantCulture),
        MessageGroupId = $"account-{number % Accounts}",
        MessageDeduplicationId = number.ToString(CultureInfo.InvariantCulture),
    };
}
