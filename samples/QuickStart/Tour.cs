using System.Text;
using Sqs.Client;

namespace QuickStart;

/// <summary>Create, send, receive, check, delete: one round through a queue, told as it goes.</summary>
internal sealed class Tour(SqsClient client, string queueName)
{
    private static readonly OutgoingMessage[] Messages =
    [
        "A plain text.",
        "Unicode survives: grüße, 漢字, 👩‍👩‍👧, and even \"<&>\" with\r\na line break.",
        new()
        {
            Body = "A message with attributes.",
            MessageAttributes = new Dictionary<string, MessageAttributeValue>
            {
                ["city"] = MessageAttributeValue.String("Zürich"),
                ["temperature"] = MessageAttributeValue.Number(21.5m, "celsius"),
                ["thumbnail"] = MessageAttributeValue.Binary(new byte[] { 0x89, 0x50, 0x4E, 0x47 }, "png"),
            },
        },
        new() { Body = Encoding.UTF8.GetBytes("Sent from UTF-8 bytes, without a string.") },
    ];

    public async Task<bool> RunAsync()
    {
        Console.WriteLine($"Endpoint  {client.Endpoint}  ({client.Region})");
        var (queue, isNew) = await OpenAsync();
        Console.WriteLine($"Queue     {queue.Url}{(isNew ? "" : "  (it was there before, and stays)")}");
        Console.WriteLine();

        var sent = await SendAsync(queue);
        var received = await ReceiveAsync(queue, sent);
        if (isNew)
        {
            _ = await client.DeleteQueueAsync(new DeleteQueueRequest { QueueUrl = queue.Url });
        }

        Console.WriteLine();
        Console.WriteLine($"{sent.Count} sent, {received} received, checked and deleted{(isNew ? "; the queue is gone" : "")}.");
        return sent.Count == Messages.Length && received == sent.Count;
    }

    private async Task<(SqsQueue Queue, bool IsNew)> OpenAsync()
    {
        try
        {
            return (await SqsQueue.OpenAsync(client, queueName), false);
        }
        catch (QueueDoesNotExistException)
        {
            var created = await client.CreateQueueAsync(new CreateQueueRequest { QueueName = queueName });
            return (await SqsQueue.OpenAsync(client, created.QueueUrl), true);
        }
    }

    private static async Task<Dictionary<string, string>> SendAsync(SqsQueue queue)
    {
        var bodies = new Dictionary<string, string>();
        var results = await queue.SendManyAsync(Messages);
        foreach (var (message, result) in Messages.Zip(results))
        {
            Console.WriteLine($"  sent      {result.MessageId}  {result.Outcome}  {message.Body.Utf8Length,3} bytes  {message.MessageAttributes.Count} attributes");
            if (result is { Outcome: SendOutcome.Sent, MessageId: { } id })
            {
                bodies[id] = message.Body.ToText();
            }
        }

        return bodies;
    }

    private static async Task<int> ReceiveAsync(SqsQueue queue, Dictionary<string, string> sent)
    {
        var good = 0;
        for (var polls = 0; polls < 10 && good < sent.Count; polls++)
        {
            using var response = await queue.ReceiveAsync(wait: TimeSpan.FromSeconds(1));
            foreach (var message in response.Messages)
            {
                if (!sent.TryGetValue(message.MessageId, out var body))
                {
                    Console.WriteLine($"  received  {message.MessageId}  somebody else's: given back");
                    _ = await queue.ChangeVisibilityAsync(message, TimeSpan.Zero);
                    continue;
                }

                var matches = message.Body == body;
                Console.WriteLine($"  received  {message.MessageId}  {message.Checksum}  {(matches ? "same body" : "NOT what was sent")}");
                foreach (var (name, value) in message.MessageAttributes.OrderBy(attribute => attribute.Key, StringComparer.Ordinal))
                {
                    Console.WriteLine($"              {name} ({value.DataType}) = {value.StringValue ?? Convert.ToHexString(value.BinaryValue!.Value.Span)}");
                }

                _ = await queue.DeleteAsync(message);
                good += matches ? 1 : 0;
            }

            foreach (var damaged in response.Damaged)
            {
                Console.WriteLine($"  DAMAGED   {damaged.Message.MessageId}  {string.Join("; ", damaged.Mismatches)}");
            }
        }

        return good;
    }
}
