using Microsoft.Extensions.Logging;
using Sqs.Client.Batching;

namespace Sqs.Client.Buffering;

/// <summary>
/// The outgoing half of the buffered client: takes single sends, deletes and changes of visibility, gathers them into batches, and gives each
/// caller its own outcome. What a batch cannot express goes out singly, as the caller's own call.
/// </summary>
internal sealed class OutgoingCalls
{
    // Within this time the service takes a message with the same deduplication id for the same message; a margin for clocks and calls is off.
    private static readonly TimeSpan ResendWindow = TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(30);

    private readonly Room _room;
    private readonly SizeQuestions _sizes;
    private readonly OutgoingLanes<SendMessageRequest, SendMessageResponse> _sends;
    private readonly OutgoingLanes<DeleteMessageRequest, DeleteMessageResponse> _deletes;
    private readonly OutgoingLanes<ChangeMessageVisibilityRequest, ChangeMessageVisibilityResponse> _changes;

    /// <summary>Puts lanes before a client.</summary>
    /// <param name="inner">The client that makes the calls.</param>
    /// <param name="settings">The frozen options.</param>
    /// <param name="maximumMessageSize">The largest message that a queue takes; null when that is not known.</param>
    /// <param name="schedule">Runs work elsewhere, without the caller's context; null for the thread pool.</param>
    public OutgoingCalls(
        ISqsClient inner, QueueBufferSettings settings, Func<string, CancellationToken, ValueTask<int?>> maximumMessageSize, Action<IThreadPoolWorkItem>? schedule = null)
    {
        schedule ??= static work => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);
        var log = new OutgoingLog(settings.LoggerFactory.CreateLogger("Sqs.Client.Buffering"));
        var lane = Measures(settings, schedule);
        var sending = new OutgoingTelemetry(OutgoingKinds.Sends.BatchName, log);
        _room = new Room(settings.MaxPendingMessages, settings.MaxPendingBytes);
        _sizes = new SizeQuestions(maximumMessageSize, schedule, sending);
        _sends = new(OutgoingKinds.Sends, inner, settings, _room, lane with { PauseBrokenKeys = settings.FifoMode == FifoBufferMode.NoGap }, sending, _sizes.Ask);
        _deletes = new(OutgoingKinds.Deletes, inner, settings, _room, lane, new(OutgoingKinds.Deletes.BatchName, log), askForSize: null);
        _changes = new(OutgoingKinds.VisibilityChanges, inner, settings, _room, lane, new(OutgoingKinds.VisibilityChanges.BatchName, log), askForSize: null);
    }

    /// <summary>How many calls were accepted and are not completed.</summary>
    public int PendingMessages => _room.Guests;

    /// <summary>How many bytes they have, as the service counts them.</summary>
    public long PendingBytes => _room.Bytes;

    public Task<SendMessageResponse> SendAsync(SendMessageRequest request, CancellationToken cancellationToken) => _sends.SendAsync(request, cancellationToken);

    public Task<DeleteMessageResponse> DeleteAsync(DeleteMessageRequest request, CancellationToken cancellationToken) => _deletes.SendAsync(request, cancellationToken);

    public Task<ChangeMessageVisibilityResponse> ChangeVisibilityAsync(ChangeMessageVisibilityRequest request, CancellationToken cancellationToken) =>
        _changes.SendAsync(request, cancellationToken);

    /// <summary>Sends what was accepted so far without waiting for company; ends when all of it is done, well or not.</summary>
    public Task FlushAsync(CancellationToken cancellationToken) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled(cancellationToken)
        : Task.WhenAll(_sends.FlushAll().Concat(_deletes.FlushAll()).Concat(_changes.FlushAll())).WaitAsync(cancellationToken);

    /// <summary>Lets a message group take calls again; true when it was paused.</summary>
    public bool ResumeGroup(string queueUrl, string messageGroupId) => _sends.Resume(queueUrl, messageGroupId);

    /// <summary>Takes no more calls, and ends when the last one is completed.</summary>
    /// <param name="flush">True sends what waits; false fails it as not sent.</param>
    /// <param name="abort">Gives up whatever is left.</param>
    public async Task StopAsync(bool flush, CancellationToken abort)
    {
        foreach (var ticket in _room.Close())
        {
            ticket.TurnAway(ticket.Guest);
        }

        var end = flush ? LaneEventKind.Drain : LaneEventKind.GiveUpWaiting;
        TellAll(end);
        var abortion = abort.UnsafeRegister(static self => ((OutgoingCalls)self!).TellAll(LaneEventKind.Abort), this);
        await using (abortion.ConfigureAwait(false))
        {
            await _room.Emptied.ConfigureAwait(false);
        }

        await _sizes.EndAsync().WaitAsync(abort).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>True when a batch can be all that these options ask of a call.</summary>
    internal static bool FitsIntoABatch(SqsCallOptions? options) =>
        options is null or { CallTimeout: null, AttemptTimeout: null, DisableRetries: false, Credentials: null, Headers.Count: 0, UseGet: false };

    private static LaneSettings Measures(QueueBufferSettings settings, Action<IThreadPoolWorkItem> schedule) => new()
    {
        Owner = typeof(BufferedSqsClient).FullName!,
        MaxBatchSize = settings.MaxBatchSize,
        MaxBatchBytes = settings.MaxBatchBytes,
        MaxInflight = settings.MaxInflightOutboundBatches,
        MaxOpenTime = settings.Sends.MaxBatchOpenTime,
        SendWhenIdle = settings.Sends.SendWhenIdle,
        MaxAttempts = settings.EntryMaxAttempts,
        Pause = attempts => Pause(settings, attempts),
        DeliveryTimeout = settings.DeliveryTimeout,
        Divide = settings.IsolateBadEntries,
        PauseBrokenKeys = false,
        ResendWindow = ResendWindow,
        WaitForRoom = settings.WhenFull == BufferFullMode.Wait,
        Time = settings.Time,
        Schedule = schedule,
    };

    /// <summary>A random part of a bound that doubles with each attempt.</summary>
    private static TimeSpan Pause(QueueBufferSettings settings, int attempts)
    {
        var bound = Math.Min(settings.EntryRetryMinBackoff.TotalSeconds * Math.Pow(2, attempts - 1), settings.EntryRetryMaxBackoff.TotalSeconds);
        return TimeSpan.FromSeconds(bound * settings.Random());
    }

    private void TellAll(LaneEventKind what)
    {
        _sends.TellAll(what);
        _deletes.TellAll(what);
        _changes.TellAll(what);
    }
}
