using System.Globalization;

namespace Sqs.Client.Buffering;

/// <summary>Makes messages of one queue visible again, in batches; never one that may have expired.</summary>
/// <param name="inner">The client that does it.</param>
/// <param name="queueUrl">The queue.</param>
/// <param name="now">The time, on the clock of the queue's loop.</param>
/// <param name="reports">Where it is told.</param>
internal sealed class ReceiveReleases(ISqsClient inner, string queueUrl, Func<TimeSpan> now, ReceivingReports reports)
{
    /// <summary>Releases messages that are in received order. Never fails: what cannot be released becomes visible by itself.</summary>
    public async Task ReleaseAsync(List<HeldMessage> messages, string cause, CancellationToken cancellationToken)
    {
        if (!QueueUrls.IsFifo(queueUrl))
        {
            await Task.WhenAll(messages.Chunk(QueueBufferSettings.MaxEntries).Select(batch => SendAsync(batch, cause, cancellationToken))).ConfigureAwait(false);
            return;
        }

        // The last one first, and batch after batch: an earlier message of a group never becomes visible before a later one is back behind it.
        foreach (var batch in messages.AsEnumerable().Reverse().Chunk(QueueBufferSettings.MaxEntries))
        {
            await SendAsync(batch, cause, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(HeldMessage[] batch, string cause, CancellationToken cancellationToken)
    {
        var valid = Array.FindAll(batch, message => now() < message.Harvest.ExpiresAt);
        if (valid.Length < batch.Length)
        {
            reports.LeftToExpire(queueUrl, batch.Length - valid.Length);
        }

        if (valid.Length == 0)
        {
            return;
        }

        reports.Releasing(queueUrl, valid.Length, cause);
        try
        {
            var response = await inner.ChangeMessageVisibilityBatchAsync(Request(valid), cancellationToken).ConfigureAwait(false);
            Count(valid.Length, response.Successful.Select(entry => entry.Id).Distinct(StringComparer.Ordinal).Count(), cause);
        }
        catch (Exception error)
        {
            reports.ReleaseFailed(queueUrl, valid.Length, error);
        }
    }

    private void Count(int all, int released, string cause)
    {
        reports.Released(queueUrl, released, cause);
        if (released < all)
        {
            reports.ReleaseFailed(queueUrl, all - released, error: null);
        }
    }

    private ChangeMessageVisibilityBatchRequest Request(HeldMessage[] messages) => new()
    {
        QueueUrl = queueUrl,
        Entries = [.. messages.Select((message, index) => new ChangeMessageVisibilityBatchRequestEntry
        {
            Id = index.ToString(CultureInfo.InvariantCulture),
            ReceiptHandle = message.Message.ReceiptHandle,
            VisibilityTimeout = 0,
        })],
    };
}
