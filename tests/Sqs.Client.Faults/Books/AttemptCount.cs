using System.Collections.Concurrent;
using Polly;

namespace Sqs.Client.Faults.Books;

/// <summary>Counts the attempts of a client, and those that the service refused for their signature.</summary>
internal sealed class AttemptCount : ResilienceStrategy<SqsAttempt>
{
    private readonly ConcurrentDictionary<string, long> _attempts = new(StringComparer.Ordinal);
    private long _badSignatures;

    public long Attempts => _attempts.Values.Sum();

    /// <summary>The attempts by their action.</summary>
    public IReadOnlyDictionary<string, long> ByAction => new SortedDictionary<string, long>(_attempts, StringComparer.Ordinal);

    public long BadSignatures => Interlocked.Read(ref _badSignatures);

    /// <summary>Puts the count around each attempt of a client.</summary>
    public void Watch(SqsClientOptions options) => options.ConfigureAttempts = builder => builder.AddStrategy(_ => this, new Settings());

    protected override async ValueTask<Outcome<SqsAttempt>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<SqsAttempt>>> callback, ResilienceContext context, TState state)
    {
        _ = _attempts.AddOrUpdate(context.OperationKey ?? "", 1, static (_, count) => count + 1);
        var outcome = await callback(context, state);
        if (outcome.Result?.Error?.ErrorCode is { } code && (code == SqsErrorCode.SignatureDoesNotMatch || code == SqsErrorCode.InvalidClientTokenId))
        {
            _ = Interlocked.Increment(ref _badSignatures);
        }

        return outcome;
    }

    private sealed class Settings : ResilienceStrategyOptions;
}
