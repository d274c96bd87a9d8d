using System.Globalization;

namespace Sqs.Client.Processing;

/// <summary>Makes held messages visible at once, in batches; never one whose time is over.</summary>
/// <param name="client">Makes the calls.</param>
/// <param name="queue">The queue.</param>
/// <param name="reports">Where it is told.</param>
internal sealed class LeaseReleases(ISqsClient client, SqsQueue queue, LeaseReports reports)
{
    /// <summary>Releases leases that are in received order. Never fails: what cannot be released becomes visible by itself.</summary>
    public async Task ReleaseAsync(IReadOnlyList<Lease> leases, string cause, CancellationToken cancellationToken)
    {
        Lease[] mine = [.. leases.Where(static lease => lease.TryBeginRelease())];
        if (mine.Length > 0)
        {
            reports.Releasing(mine.Length, cause);
        }

        if (!queue.IsFifo)
        {
            await Task.WhenAll(mine.Chunk(ExtensionCalls.MaxEntries).Select(batch => ReleaseBatchAsync(batch, cancellationToken))).ConfigureAwait(false);
            return;
        }

        // The last one first, and batch after batch: an earlier message of a group never becomes visible before a later one is back behind it.
        foreach (var batch in mine.AsEnumerable().Reverse().Chunk(ExtensionCalls.MaxEntries))
        {
            await ReleaseBatchAsync(batch, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task ReleaseBatchAsync(Lease[] batch, CancellationToken cancellationToken)
    {
        var left = batch;
        Exception? failure = null;
        for (var attempt = 1; attempt <= 2 && left.Length > 0; attempt++)
        {
            (left, failure) = await TryAsync(left, cancellationToken).ConfigureAwait(false);
        }

        if (left.Length > 0)
        {
            reports.ReleaseFailed(left.Length, failure);
        }

        Array.ForEach(batch, static lease => lease.TryEnd(LeaseEnd.Released));
    }

    /// <summary>Answers what is not released, and why.</summary>
    private async Task<(Lease[] Left, Exception? Failure)> TryAsync(Lease[] batch, CancellationToken cancellationToken)
    {
        List<Lease> taken = [];
        try
        {
            // Calls that extend them may be on the wire, and must not arrive after this one.
            foreach (var lease in batch)
            {
                await lease.Turn.TakeAsync(cancellationToken).ConfigureAwait(false);
                taken.Add(lease);
            }

            Lease[] valid = [.. batch.Where(static lease => lease.Remaining > TimeSpan.Zero)];
            Array.ForEach([.. batch.Except(valid)], static lease => lease.TryEnd(LeaseEnd.Lost));
            var answer = valid.Length == 0 ? new() : await client.ChangeMessageVisibilityBatchAsync(Request(valid), cancellationToken).ConfigureAwait(false);
            var released = answer.Successful.Select(static entry => entry.Id).ToHashSet(StringComparer.Ordinal);
            return ([.. valid.Where((_, index) => !released.Contains(IdOf(index)))], null);
        }
        catch (Exception error)
        {
            return (batch, error);
        }
        finally
        {
            taken.ForEach(static lease => lease.Turn.Leave());
        }
    }

    private ChangeMessageVisibilityBatchRequest Request(Lease[] leases) => new()
    {
        QueueUrl = queue.Url,
        Entries = [.. leases.Select(static (lease, index) => new ChangeMessageVisibilityBatchRequestEntry
        {
            Id = IdOf(index),
            ReceiptHandle = lease.Message.ReceiptHandle,
            VisibilityTimeout = 0,
        })],
    };

    private static string IdOf(int index) => index.ToString(CultureInfo.InvariantCulture);
}
