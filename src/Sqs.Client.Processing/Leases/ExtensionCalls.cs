using System.Globalization;

namespace Sqs.Client.Processing;

/// <summary>The calls that extend visibility timeouts. Those of the loop tell it their outcome and never fail.</summary>
/// <param name="client">Makes the calls; as batches they go straight out, for they must be answered one by one and at once.</param>
/// <param name="queue">The queue.</param>
/// <param name="settings">For how long.</param>
/// <param name="reports">Where it is told.</param>
internal sealed class ExtensionCalls(ISqsClient client, SqsQueue queue, LeaseSettings settings, LeaseReports reports)
{
    /// <summary>The most messages of a call.</summary>
    public const int MaxEntries = 10;

    private static readonly TimeSpan NearLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestAttempt = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ShortestAttempt = TimeSpan.FromMilliseconds(500);

    /// <summary>Extends leases up to their ceilings. Those that have ended since they were chosen are left out; nobody waits for their outcome.</summary>
    public async Task<ExtensionOutcome[]> ExtendAsync(IReadOnlyList<Lease> chosen, CancellationToken cancellationToken)
    {
        Lease[] leases = [.. chosen.Where(static lease => !lease.IsEnded)];
        var started = settings.Clock.Now;
        var seconds = leases.Select(lease => SecondsOf(settings, lease, started)).ToArray();
        var verdicts = await AskAsync(leases, seconds, started, cancellationToken).ConfigureAwait(false);
        return [.. leases.Select((lease, index) => new ExtensionOutcome(lease, verdicts[index], started + TimeSpan.FromSeconds(seconds[index])))];
    }

    /// <summary>Extends one lease because a user asks for it; fails as the call does.</summary>
    public async Task ExtendOneAsync(Lease lease, TimeSpan visibility, CancellationToken cancellationToken)
    {
        if (lease.WhyNotHeld() is { } error)
        {
            throw error;
        }

        var started = settings.Clock.Now;
        var seconds = (int)Math.Min(Math.Ceiling(visibility.TotalSeconds), Math.Floor((lease.Limit - started).TotalSeconds));
        var until = started + TimeSpan.FromSeconds(seconds);
        if (until <= lease.Deadline)
        {
            return; // it is held that long already, and what is held is not shortened
        }

        try
        {
            reports.ExtensionRequested();
            _ = await client.ChangeMessageVisibilityAsync(Request(lease, seconds, lease.Deadline - started), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception refusal) when (LeaseErrors.IsHandleRefused(refusal) && !IsAtLimit(lease, until))
        {
            _ = lease.TryLose();
            throw new MessageLeaseLostException(lease.Message.MessageId);
        }

        lease.Prolong(until);
        reports.Extended(1);
    }

    /// <summary>For how many seconds a lease may be extended at a moment: the visibility timeout, or what is left of it, rounded down, at the ceiling.</summary>
    public static int SecondsOf(LeaseSettings settings, Lease lease, TimeSpan now) =>
        (int)Math.Max(0, Math.Floor(Math.Min(settings.Visibility.TotalSeconds, (lease.Ceiling - now).TotalSeconds)));

    /// <summary>True when a refusal may be that of the 12 hours and not of the receipt handle: services count them by their own clock, and the code is the same.</summary>
    public static bool IsAtLimit(Lease lease, TimeSpan until) => until >= lease.Limit - NearLimit;

    /// <summary>Attempts so short that another one is possible before a deadline. Options also let a single call pass by the lanes of a buffered client.</summary>
    public static SqsCallOptions WithinReach(TimeSpan left)
    {
        var third = left / 3;
        return new SqsCallOptions { AttemptTimeout = third > LongestAttempt ? LongestAttempt : third < ShortestAttempt ? ShortestAttempt : third };
    }

    private async Task<ExtensionVerdict[]> AskAsync(IReadOnlyList<Lease> leases, int[] seconds, TimeSpan now, CancellationToken cancellationToken)
    {
        var verdicts = new ExtensionVerdict[leases.Count];
        var left = leases.Select(static lease => lease.Deadline).DefaultIfEmpty().Min() - now;
        if (left <= TimeSpan.Zero)
        {
            return verdicts;
        }

        try
        {
            Read(await CallAsync(Request(leases, seconds, left), left, cancellationToken).ConfigureAwait(false), verdicts);
        }
        catch (Exception error) when (leases.Count == 1 && LeaseErrors.IsHandleRefused(error))
        {
            verdicts[0] = ExtensionVerdict.Refused;
        }
        catch (Exception error) when (leases.Count > 1 && (error is SqsValidationException || LeaseErrors.IsHandleRefused(error)))
        {
            // Refused as a whole for what one of them says: alone, that one cannot harm the others.
            for (var place = 0; place < verdicts.Length; place++)
            {
                verdicts[place] = (await AskAsync([leases[place]], [seconds[place]], now, cancellationToken).ConfigureAwait(false))[0];
            }
        }
        catch (Exception error)
        {
            // When it was stopped nobody looks at the verdicts any more.
            if (!cancellationToken.IsCancellationRequested)
            {
                reports.ExtensionFailed(leases.Count, ErrorNames.Of(error), error);
            }
        }

        return verdicts;
    }

    private async Task<ChangeMessageVisibilityBatchResponse> CallAsync(ChangeMessageVisibilityBatchRequest request, TimeSpan left, CancellationToken cancellationToken)
    {
        reports.ExtensionRequested();
        using var timeout = new CancellationTokenSource(left, settings.Clock.Provider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        return await client.ChangeMessageVisibilityBatchAsync(request, either.Token).ConfigureAwait(false);
    }

    private ChangeMessageVisibilityBatchRequest Request(IReadOnlyList<Lease> leases, int[] seconds, TimeSpan left) => new()
    {
        QueueUrl = queue.Url,
        Entries = [.. leases.Select((lease, index) => new ChangeMessageVisibilityBatchRequestEntry
        {
            Id = index.ToString(CultureInfo.InvariantCulture),
            ReceiptHandle = lease.Message.ReceiptHandle,
            VisibilityTimeout = seconds[index],
        })],
        CallOptions = WithinReach(left),
    };

    private ChangeMessageVisibilityRequest Request(Lease lease, int seconds, TimeSpan left) => new()
    {
        QueueUrl = queue.Url,
        ReceiptHandle = lease.Message.ReceiptHandle,
        VisibilityTimeout = seconds,
        CallOptions = WithinReach(left),
    };

    /// <summary>An entry that the answer does not mention is tried again.</summary>
    private void Read(ChangeMessageVisibilityBatchResponse response, ExtensionVerdict[] verdicts)
    {
        foreach (var entry in response.Successful)
        {
            if (PlaceOf(entry.Id, verdicts.Length) is { } place)
            {
                verdicts[place] = ExtensionVerdict.Done;
            }
        }

        foreach (var entry in response.Failed)
        {
            if (PlaceOf(entry.Id, verdicts.Length) is { } place && entry.SenderFault && LeaseErrors.IsOfHandle(entry.Code))
            {
                verdicts[place] = ExtensionVerdict.Refused;
            }
        }

        reports.Extended(verdicts.Count(static verdict => verdict == ExtensionVerdict.Done));
        if (verdicts.Count(static verdict => verdict == ExtensionVerdict.Again) is > 0 and var failed)
        {
            reports.ExtensionFailed(failed, response.Failed is [{ Code: var code }, ..] ? code.Value : "not mentioned in the answer", error: null);
        }
    }

    private static int? PlaceOf(string id, int count) =>
        int.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < count ? place : null;
}
