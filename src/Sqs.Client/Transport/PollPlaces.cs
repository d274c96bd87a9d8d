namespace Sqs.Client.Transport;

/// <summary>
/// How many long polls may hold a connection at once. Each holds its own for up to 20 s, so without a bound they would take every one, and
/// deletes would wait until messages are visible again. Polls beyond it wait in their turn.
/// </summary>
/// <param name="most">The most polls at once.</param>
internal sealed class PollPlaces(int most)
{
    private readonly SemaphoreSlim _free = new(most); // never asked for a wait handle, so there is nothing to dispose

    /// <summary>How many of the connections long polls may hold: a quarter, and at least one, is left for everything else.</summary>
    public static int Of(int connections) => connections == 1 ? 1 : connections - Math.Max(1, connections / 4);

    /// <summary>Waits for a place, which is missing when none became free in time. Throws for the caller's own cancellation alone.</summary>
    public async ValueTask<PollPlace> TakeAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        if (_free.Wait(0, CancellationToken.None))
        {
            return new PollPlace(_free, isMissing: false);
        }

        using var late = new CancellationTokenSource(atMost > TimeSpan.Zero ? atMost : TimeSpan.Zero, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        try
        {
            await _free.WaitAsync(either.Token).ConfigureAwait(false);
            return new PollPlace(_free, isMissing: false);
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new PollPlace(null, isMissing: true);
        }
    }
}

/// <summary>A place among the polls until it is disposed; the default is that of a call that needs none.</summary>
internal readonly struct PollPlace(SemaphoreSlim? place, bool isMissing) : IDisposable
{
    public bool IsMissing => isMissing;

    public void Dispose() => place?.Release();
}
