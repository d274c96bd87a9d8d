using System.CommandLine;
using Sqs.Client.Tool.Connection;

namespace Sqs.Client.Tool.Queues;

/// <summary><c>sqs queues show</c>: all that is known about a queue. What the caller may not see is told, and the rest is shown.</summary>
internal sealed class ShowCommand(ToolHost host)
{
    private readonly Argument<QueueReference> _queue = QueueReference.Argument();

    public Command ToCommand() => ClientCommand.Create(
        host, "show", "Shows the attributes and tags of a queue, and the queues whose dead-letter queue it is.", [_queue], RunAsync);

    private async Task<int> RunAsync(ParseResult parsed, ClientSession session, CancellationToken stop)
    {
        var queue = await session.OpenQueueAsync(parsed.GetRequiredValue(_queue), stop).ConfigureAwait(false);
        var attributes = await queue.GetAttributesAsync(stop).ConfigureAwait(false);
        var refusals = new List<SqsException>();
        var tags = await PartAsync<IReadOnlyDictionary<string, string>>(
            async () => (await session.Client.ListQueueTagsAsync(new ListQueueTagsRequest { QueueUrl = queue.Url }, stop).ConfigureAwait(false)).Tags, refusals).ConfigureAwait(false);
        var sources = await PartAsync(
            async () => await session.Client.ListAllDeadLetterSourceQueuesAsync(queue.Url, stop).ToListAsync(stop).ConfigureAwait(false), refusals).ConfigureAwait(false);

        Show(session, new QueueDetails
        {
            Url = queue.Url,
            Attributes = [.. attributes.Attributes.Select(pair => KeyValuePair.Create(pair.Key.Value, pair.Value)).OrderBy(pair => pair.Key, StringComparer.Ordinal)],
            Tags = [.. (tags ?? new Dictionary<string, string>(StringComparer.Ordinal)).OrderBy(pair => pair.Key, StringComparer.Ordinal)],
            DeadLetterSources = sources ?? [],
        });
        refusals.ForEach(refusal => session.Output.Warn(refusal.Message));
        return refusals.Count == 0 ? ExitCodes.Done : ExitCodes.PartlyFailed;
    }

    private static async Task<T?> PartAsync<T>(Func<Task<T>> read, List<SqsException> refusals)
        where T : class
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (SqsException refusal)
        {
            refusals.Add(refusal);
            return null;
        }
    }

    private static void Show(ClientSession session, QueueDetails details)
    {
        if (session.Output.IsJson)
        {
            session.Output.Json(details.Write);
        }
        else
        {
            session.Output.Rows(["what", "name", "value"], details.Rows());
        }
    }
}
