namespace Sqs.Client.Processing;

/// <summary>What the store of handled messages is told about one message. Without a store everything is to be handled.</summary>
/// <param name="delivery">The message.</param>
/// <param name="settings">The store and its times.</param>
/// <param name="reports">Where failures of the store are told.</param>
internal sealed class MessageClaim(Delivery delivery, RunSettings settings, RunReports reports)
{
    // A store that does not answer must not hold up messages for ever.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private string? _key;

    /// <summary>Claims the message: returned when it is to be handled.</summary>
    public async Task<WorkResult> BeginAsync(GuardedWork work)
    {
        if (settings.Deduplication is not { } store)
        {
            return new WorkResult(WorkEnd.Returned);
        }

        var state = DeduplicationState.Begun;
        var result = await work.RunAsync("The deduplication store", Deadline, async token =>
        {
            var key = settings.DeduplicationKey(delivery) ?? throw new InvalidOperationException("The function of the deduplication key answered null.");
            state = await store.TryBeginAsync(key, settings.DeduplicationClaim, token).ConfigureAwait(false);
            _key = state == DeduplicationState.Begun ? key : null;
        }).ConfigureAwait(false);
        return (result.End, state) switch
        {
            (WorkEnd.Returned, DeduplicationState.Done) => new WorkResult(WorkEnd.Duplicate),
            (WorkEnd.Returned, DeduplicationState.InProgress) => new WorkResult(WorkEnd.InProgress),
            _ => result,
        };
    }

    /// <summary>Remembers that the message was handled. Never fails.</summary>
    public Task CompleteAsync() => EndAsync("complete", static (store, key, settings, token) => store.CompleteAsync(key, settings.DeduplicationTime, token));

    /// <summary>Gives the claim up. Never fails.</summary>
    public Task AbandonAsync() => EndAsync("abandon", static (store, key, _, token) => store.AbandonAsync(key, token));

    private async Task EndAsync(string step, Func<IDeduplicationStore, string, RunSettings, CancellationToken, ValueTask> call)
    {
        if (_key is not { } key || settings.Deduplication is not { } store)
        {
            return;
        }

        // Neither a lost lease nor a stop ends this: what was done is to be remembered in any case.
        var work = new GuardedWork(delivery, settings.Clock.Provider, lost: default, all: default, reports);
        var result = await work.RunAsync("The deduplication store", Deadline, token => call(store, key, settings, token).AsTask()).ConfigureAwait(false);
        if (result.Error is { } error)
        {
            reports.StoreFailed(delivery, step, error);
        }
    }
}
