using System.Globalization;

namespace Sqs.Client.Buffering;

/// <summary>Reads what must be known of queues and keeps it for a while: one read at a time per queue, whoever asks.</summary>
internal sealed class QueueFacts(ISqsClient inner, QueueBufferSettings settings)
{
    private static readonly QueueAttributeName[] Names =
        [QueueAttributeName.VisibilityTimeout, QueueAttributeName.ReceiveMessageWaitTimeSeconds, QueueAttributeName.MaximumMessageSize];

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly HashSet<string> _denied = new(StringComparer.Ordinal);
    private readonly ReceivingReports _reports = new(settings.LoggerFactory);

    /// <summary>The fact as far as it is known and fresh; asks nobody.</summary>
    public QueueFact? Known(string queueUrl)
    {
        lock (_gate)
        {
            return _entries.GetValueOrDefault(queueUrl) is { } entry && IsFresh(entry) ? entry.Fact : null;
        }
    }

    /// <summary>The fact, read when it is not known or too old. Any failure but a refused permission is thrown and not remembered.</summary>
    public ValueTask<QueueFact> OfAsync(string queueUrl, CancellationToken cancellationToken) =>
        Known(queueUrl) is { } fact ? new(fact) : new(AskAsync(queueUrl, cancellationToken));

    private async Task<QueueFact> AskAsync(string queueUrl, CancellationToken cancellationToken)
    {
        while (true)
        {
            var (entry, reading, isMine) = Enter(queueUrl);
            if (reading is null)
            {
                return entry.Fact!;
            }

            if (isMine)
            {
                return await ReadAsync(queueUrl, entry, reading, cancellationToken).ConfigureAwait(false);
            }

            // Whoever reads may be cancelled; then it is somebody else's turn.
            if (await reading.Task.WaitAsync(cancellationToken).ConfigureAwait(false) is { } fact)
            {
                return fact;
            }
        }
    }

    private (Entry Entry, TaskCompletionSource<QueueFact?>? Reading, bool IsMine) Enter(string queueUrl)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(queueUrl, out var entry))
            {
                Sweep();
                _entries.Add(queueUrl, entry = new Entry());
            }

            if (entry.Reading is null && IsFresh(entry))
            {
                return (entry, null, false);
            }

            var isMine = entry.Reading is null;
            entry.Reading ??= new TaskCompletionSource<QueueFact?>(TaskCreationOptions.RunContinuationsAsynchronously);
            return (entry, entry.Reading, isMine);
        }
    }

    private async Task<QueueFact> ReadAsync(string queueUrl, Entry entry, TaskCompletionSource<QueueFact?> reading, CancellationToken cancellationToken)
    {
        try
        {
            var fact = await FetchAsync(queueUrl, cancellationToken).ConfigureAwait(false);
            Leave(entry, fact);
            reading.SetResult(fact);
            return fact;
        }
        catch (OperationCanceledException)
        {
            Leave(entry, null);
            reading.SetResult(null);
            throw;
        }
        catch (Exception error)
        {
            Leave(entry, null);
            reading.SetException(error);
            _ = reading.Task.Exception; // it is thrown below; perhaps nobody else waits for it
            throw;
        }
    }

    private async Task<QueueFact> FetchAsync(string queueUrl, CancellationToken cancellationToken)
    {
        try
        {
            var response = await inner.GetQueueAttributesAsync(
                new GetQueueAttributesRequest { QueueUrl = queueUrl, AttributeNames = Names }, cancellationToken).ConfigureAwait(false);
            return new QueueFact(
                Seconds(response, QueueAttributeName.VisibilityTimeout) ?? QueueFact.Assumption.VisibilityTimeout,
                Seconds(response, QueueAttributeName.ReceiveMessageWaitTimeSeconds) ?? QueueFact.Assumption.ReceiveWait,
                Number(response, QueueAttributeName.MaximumMessageSize));
        }
        catch (SqsException error) when (error.ErrorCode == SqsErrorCode.AccessDenied)
        {
            WarnOnce(queueUrl);
            return QueueFact.Assumption;
        }
    }

    private void WarnOnce(string queueUrl)
    {
        bool isNew;
        lock (_gate)
        {
            isNew = _denied.Add(queueUrl);
        }

        if (isNew)
        {
            _reports.AttributesDenied(queueUrl);
        }
    }

    private void Leave(Entry entry, QueueFact? fact)
    {
        lock (_gate)
        {
            entry.Reading = null;
            (entry.Fact, entry.ReadAt) = fact is null ? (entry.Fact, entry.ReadAt) : (fact, settings.Time.GetTimestamp());
        }
    }

    /// <summary>Lets go of what is too old to be used, whenever a queue is added: so no timer is needed for it.</summary>
    private void Sweep()
    {
        foreach (var (url, entry) in _entries)
        {
            if (entry.Reading is null && !IsFresh(entry))
            {
                _ = _entries.Remove(url);
            }
        }
    }

    private bool IsFresh(Entry entry) => entry.Fact is not null && settings.Time.GetElapsedTime(entry.ReadAt) < settings.QueueAttributeRefresh;

    private static TimeSpan? Seconds(GetQueueAttributesResponse response, QueueAttributeName name) =>
        Number(response, name) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private static int? Number(GetQueueAttributesResponse response, QueueAttributeName name) =>
        int.TryParse(response.Attributes.GetValueOrDefault(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>What is kept for one queue, under the lock.</summary>
    private sealed class Entry
    {
        public QueueFact? Fact { get; set; }

        public long ReadAt { get; set; }

        public TaskCompletionSource<QueueFact?>? Reading { get; set; }
    }
}
