using System.Runtime.CompilerServices;

namespace Sqs.Client;

/// <summary>Lists that the service gives in pages, as one sequence. <c>MaxResults</c> is always sent: without it the service stops at 1,000.</summary>
public static class SqsPaging
{
    private const int PageSize = 1000;

    /// <summary>All queues of the caller in the region, page by page as they are asked for.</summary>
    /// <param name="client">The client to use.</param>
    /// <param name="queueNamePrefix">Only queues whose name starts so; null for all.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The URLs of the queues.</returns>
    public static IAsyncEnumerable<string> ListAllQueuesAsync(
        this ISqsClient client, string? queueNamePrefix = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return PagesAsync(
            async (token, cancel) =>
            {
                var page = await client.ListQueuesAsync(
                    new ListQueuesRequest { QueueNamePrefix = queueNamePrefix, MaxResults = PageSize, NextToken = token }, cancel).ConfigureAwait(false);
                return (page.QueueUrls, page.NextToken);
            },
            cancellationToken);
    }

    /// <summary>All queues that name a queue as their dead-letter queue, page by page as they are asked for.</summary>
    /// <param name="client">The client to use.</param>
    /// <param name="queueUrl">The dead-letter queue.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <returns>The URLs of the queues.</returns>
    public static IAsyncEnumerable<string> ListAllDeadLetterSourceQueuesAsync(
        this ISqsClient client, string queueUrl, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        return PagesAsync(
            async (token, cancel) =>
            {
                var page = await client.ListDeadLetterSourceQueuesAsync(
                    new ListDeadLetterSourceQueuesRequest { QueueUrl = queueUrl, MaxResults = PageSize, NextToken = token }, cancel).ConfigureAwait(false);
                return (page.QueueUrls, page.NextToken);
            },
            cancellationToken);
    }

    private static async IAsyncEnumerable<string> PagesAsync(
        Func<string?, CancellationToken, Task<(IReadOnlyList<string> Urls, string? Next)>> read, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? token = null;
        do
        {
            var (urls, next) = await read(token, cancellationToken).ConfigureAwait(false);
            foreach (var url in urls)
            {
                yield return url;
            }

            // A server that answers with the same token for ever must not make this endless.
            token = next is null || !string.Equals(next, token, StringComparison.Ordinal)
                ? next
                : throw new SqsResponseException("The service returned the same NextToken twice; the list cannot be read on.");
        }
        while (!string.IsNullOrEmpty(token));
    }
}
