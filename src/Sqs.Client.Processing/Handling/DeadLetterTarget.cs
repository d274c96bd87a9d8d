using System.Text.Json;

namespace Sqs.Client.Processing;

/// <summary>Where dead letters go: found once and kept. Failures are not kept, so the next dead letter looks again.</summary>
/// <param name="client">Asks the service.</param>
/// <param name="queue">The queue whose dead letters they are.</param>
/// <param name="nameOrUrl">The dead-letter queue by name or URL; null for that of the queue's redrive policy.</param>
internal sealed class DeadLetterTarget(ISqsClient client, SqsQueue queue, string? nameOrUrl)
{
    private readonly Lock _gate = new();
    private Task<string?>? _search;

    /// <summary>The URL; null when there is no dead-letter queue. Callers at the same time share one search.</summary>
    public Task<string?> FindAsync(CancellationToken cancellationToken) => Search().WaitAsync(cancellationToken);

    /// <summary>Forgets what was found, for it may not be true any more.</summary>
    public void Forget()
    {
        using (_gate.EnterScope())
        {
            if (_search is { IsCompleted: true })
            {
                _search = null;
            }
        }
    }

    private Task<string?> Search()
    {
        Task<string?> search;
        using (_gate.EnterScope())
        {
            if (_search is null or { IsFaulted: true } or { IsCanceled: true })
            {
                // On the pool: the client is users' code too, and this holds a lock.
                _search = Task.Run(SearchAsync, CancellationToken.None);
            }

            search = _search;
        }

        return search;
    }

    private async Task<string?> SearchAsync()
    {
        var url = nameOrUrl is null
            ? await ByRedrivePolicyAsync().ConfigureAwait(false)
            : (await SqsQueue.OpenAsync(client, nameOrUrl).ConfigureAwait(false)).Url;

        // A message that is sent to its own queue and deleted would begin anew for ever, its receive count forgotten.
        return string.Equals(url, queue.Url, StringComparison.Ordinal) ? null : url;
    }

    private async Task<string?> ByRedrivePolicyAsync()
    {
        var answer = await client.GetQueueAttributesAsync(
            new GetQueueAttributesRequest { QueueUrl = queue.Url, AttributeNames = [QueueAttributeName.RedrivePolicy] }).ConfigureAwait(false);
        if (answer.Attributes.GetValueOrDefault(QueueAttributeName.RedrivePolicy) is not { Length: > 0 } policy)
        {
            return null;
        }

        using var json = JsonDocument.Parse(policy);

        // arn:partition:sqs:region:account:name
        if (json.RootElement.GetProperty("deadLetterTargetArn").GetString()?.Split(':') is not [_, _, _, _, var account, var name])
        {
            return null;
        }

        var found = await client.GetQueueUrlAsync(new GetQueueUrlRequest { QueueName = name, QueueOwnerAWSAccountId = account }).ConfigureAwait(false);
        return found.QueueUrl;
    }
}
