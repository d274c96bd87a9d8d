using System.Globalization;
using Sqs.Client.Batching;
using Sqs.Client.Operations;
using Sqs.Client.Transport;

namespace Sqs.Client;

/// <summary>
/// Sends any number of messages in batches, one after another, and books what happens to each. Entries that the service failed by its own
/// fault are sent again in the next batch; nothing else is.
/// </summary>
/// <remarks>
/// On a FIFO queue a failed entry is sent again only if no later entry of its group can have been stored meanwhile; otherwise the entries
/// of that group that have not been sent fail with it, as they do when a whole call fails, which may still arrive. So what is stored of a
/// group is in the caller's order.
/// </remarks>
internal sealed class BulkSend
{
    private readonly ISqsClient _client;
    private readonly string _queueUrl;
    private readonly bool _isFifo;
    private readonly BulkSendSettings _settings;
    private readonly SendMessageBatchRequestEntry[] _entries;
    private readonly long[] _sizes;
    private readonly int[] _attempts;
    private readonly SendResult?[] _results;
    private readonly HashSet<string> _brokenGroups = new(StringComparer.Ordinal);

    /// <summary>Checks all messages; the first one that the service would refuse throws.</summary>
    public BulkSend(ISqsClient client, string queueUrl, IReadOnlyList<OutgoingMessage> messages, BulkSendSettings settings)
    {
        (_client, _queueUrl, _settings) = (client, queueUrl, settings);
        _isFifo = QueueUrls.IsFifo(queueUrl);
        _entries = new SendMessageBatchRequestEntry[messages.Count];
        _sizes = new long[messages.Count];
        _attempts = new int[messages.Count];
        _results = new SendResult?[messages.Count];
        for (var index = 0; index < messages.Count; index++)
        {
            new MemberPath(nameof(messages)).At(index).NotNull(messages[index]);
            _entries[index] = EntryOf(messages[index], index);
            _sizes[index] = MessageRules.Check(new MessageParts(_entries[index]), _isFifo, index);
        }
    }

    public async Task<IReadOnlyList<SendResult>> RunAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiting = new List<int>(Enumerable.Range(0, _entries.Length));
        try
        {
            while (waiting.Count > 0)
            {
                var count = Batch.Fill(waiting, 0, BatchRules.MaxEntries, MessageSize.Maximum, index => _sizes[index]);
                var batch = waiting.GetRange(0, count);
                waiting.RemoveRange(0, count);
                var again = await SendAsync(batch, cancellationToken).ConfigureAwait(false);
                waiting.InsertRange(0, again);
                _ = waiting.RemoveAll(FailsWithItsGroup);
                if (again.Count > 0)
                {
                    var failed = again.Max(index => _attempts[index]);
                    await Task.Delay(Backoff.Pause(throttled: false, failed, _settings.Random(), wish: null), _settings.Time, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException cancelled) when (cancellationToken.IsCancellationRequested)
        {
            throw new SendManyCanceledException(Results("The caller cancelled."), cancelled, cancellationToken);
        }
        catch (SqsException error) when (EndsTheWork(error))
        {
            return Results($"A batch before was refused: {error.Message}");
        }

        return Results("");
    }

    private static SendMessageBatchRequestEntry EntryOf(OutgoingMessage message, int index) => new()
    {
        Id = index.ToString(CultureInfo.InvariantCulture),
        MessageBody = message.Body,
        DelaySeconds = message.DelaySeconds,
        MessageAttributes = message.MessageAttributes,
        MessageSystemAttributes = message.MessageSystemAttributes,
        MessageDeduplicationId = message.MessageDeduplicationId,
        MessageGroupId = message.MessageGroupId,
    };

    /// <summary>Sends one batch and returns those of its entries that are to be sent again, in their order.</summary>
    private async Task<List<int>> SendAsync(List<int> batch, CancellationToken cancellationToken)
    {
        foreach (var index in batch)
        {
            _attempts[index]++;
            _results[index] = null;
        }

        try
        {
            var response = await _client.SendMessageBatchAsync(
                new SendMessageBatchRequest { QueueUrl = _queueUrl, Entries = batch.ConvertAll(index => _entries[index]) }, cancellationToken).ConfigureAwait(false);
            return Book(batch, response);
        }
        catch (OperationCanceledException)
        {
            BookAll(batch, SendOutcome.Unknown, default, "The caller cancelled while the message was under way.");
            throw;
        }
        catch (SqsException error)
        {
            BookAll(batch, error.OutcomeUnknown ? SendOutcome.Unknown : SendOutcome.Failed, error.ErrorCode, error.Message);
            if (EndsTheWork(error))
            {
                throw;
            }

            BreakGroups(batch);
            return [];
        }
    }

    private List<int> Book(List<int> batch, SendMessageBatchResponse response)
    {
        var stored = response.Successful.Select(entry => (entry, SendOutcome.Sent))
            .Concat(response.Doubtful.Select(doubtful => (entry: doubtful.Entry, SendOutcome.Doubtful)));
        foreach (var (entry, outcome) in stored)
        {
            if (IndexIn(batch, entry.Id) is { } index)
            {
                _results[index] = new SendResult { Outcome = outcome, MessageId = entry.MessageId, SequenceNumber = entry.SequenceNumber, Attempts = _attempts[index] };
            }
        }

        var retryable = new List<int>();
        foreach (var failure in response.Failed)
        {
            // Whoever is said to be both stored and failed may be stored, and is not sent again.
            if (IndexIn(batch, failure.Id) is not { } index || _results[index] is not null)
            {
                continue;
            }

            BookAll([index], SendOutcome.Failed, failure.Code, failure.Message ?? failure.Code.Value);
            if (!failure.SenderFault)
            {
                retryable.Add(index);
            }
        }

        BookAll(batch.FindAll(index => _results[index] is null), SendOutcome.Unknown, default, "The service's answer does not mention the message.");
        var again = retryable.FindAll(index => _attempts[index] < _settings.MaxAttempts && !LaterOfGroupMayBeStored(batch, index));
        BreakGroups(retryable.Except(again));
        again.Sort();
        return again;
    }

    /// <summary>True for a failure that the next batch would meet as well. Throttling is none, although services call it the sender's fault.</summary>
    private static bool EndsTheWork(SqsException error) => error.Fault == SqsFault.Sender && error is not SqsThrottledException;

    private bool LaterOfGroupMayBeStored(List<int> batch, int index) =>
        _isFifo && batch.Exists(other =>
            other > index
            && string.Equals(_entries[other].MessageGroupId, _entries[index].MessageGroupId, StringComparison.Ordinal)
            && _results[other]!.Outcome != SendOutcome.Failed);

    private void BreakGroups(IEnumerable<int> failed)
    {
        foreach (var index in failed)
        {
            if (_isFifo && _entries[index].MessageGroupId is { } group)
            {
                _ = _brokenGroups.Add(group);
            }
        }
    }

    private bool FailsWithItsGroup(int index)
    {
        if (_entries[index].MessageGroupId is not { } group || !_brokenGroups.Contains(group))
        {
            return false;
        }

        _results[index] ??= new SendResult { Outcome = SendOutcome.NotSent, Reason = "A message before it in its group failed." };
        return true;
    }

    private static int? IndexIn(List<int> batch, string id) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && batch.Contains(index) ? index : null;

    private void BookAll(IEnumerable<int> indexes, SendOutcome outcome, SqsErrorCode code, string reason)
    {
        foreach (var index in indexes)
        {
            _results[index] = new SendResult { Outcome = outcome, ErrorCode = code, Reason = reason, Attempts = _attempts[index] };
        }
    }

    private SendResult[] Results(string whyNotSent) =>
        Array.ConvertAll(_results, result => result ?? new SendResult { Outcome = SendOutcome.NotSent, Reason = whyNotSent });
}
